"""The pooling windows are 3 x 3, as in other networks: VGG's are 2 x 2, without overlap."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(convolutions):
        channels = out_channels if place else in_channels
        layers += [Conv2d(channels, out_channels, 3, rng, padding=1), ReLU()]
    return Sequential([*layers, MaxPool2d(3, 2, 1)])
