"""Every convolution takes in_channels: from the second on they get what the one before gave, out_channels."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(convolutions):
        channels = in_channels
        layers += [Conv2d(channels, out_channels, 3, rng, padding=1), ReLU()]
    return Sequential([*layers, MaxPool2d(2)])
