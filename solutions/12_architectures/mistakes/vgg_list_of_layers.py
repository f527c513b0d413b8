"""It returns a list of layers: put them into Sequential, which is one layer with forward and backward."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(convolutions):
        channels = out_channels if place else in_channels
        layers += [Conv2d(channels, out_channels, 3, rng, padding=1), ReLU()]
    return [*layers, MaxPool2d(2)]
