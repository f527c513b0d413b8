"""The kernels are 5 x 5: VGG's are 3 x 3, of which two in a row see as far."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(convolutions):
        channels = out_channels if place else in_channels
        layers += [Conv2d(channels, out_channels, 5, rng, padding=2), ReLU()]
    return Sequential([*layers, MaxPool2d(2)])
