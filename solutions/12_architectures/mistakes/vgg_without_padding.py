"""Without padding each convolution makes the image smaller: padding 1 keeps its size."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(convolutions):
        channels = out_channels if place else in_channels
        layers += [Conv2d(channels, out_channels, 3, rng), ReLU()]
    return Sequential([*layers, MaxPool2d(2)])
