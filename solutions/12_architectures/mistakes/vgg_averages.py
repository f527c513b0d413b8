"""The block ends with an average: VGG pools with the maximum, MaxPool2d(2)."""

from pooling import AvgPool2d


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(convolutions):
        channels = out_channels if place else in_channels
        layers += [Conv2d(channels, out_channels, 3, rng, padding=1), ReLU()]
    return Sequential([*layers, AvgPool2d(2)])
