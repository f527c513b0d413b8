"""The first convolution takes out_channels: what comes in has in_channels."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(convolutions):
        channels = out_channels
        layers += [Conv2d(channels, out_channels, 3, rng, padding=1), ReLU()]
    return Sequential([*layers, MaxPool2d(2)])
