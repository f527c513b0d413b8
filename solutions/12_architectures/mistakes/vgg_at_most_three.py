"""There are never more than three convolutions: make as many as `convolutions` says."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(min(convolutions, 3)):
        channels = out_channels if place else in_channels
        layers += [Conv2d(channels, out_channels, 3, rng, padding=1), ReLU()]
    return Sequential([*layers, MaxPool2d(2)])
