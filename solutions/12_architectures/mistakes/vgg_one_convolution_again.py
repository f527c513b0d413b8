"""From the second on it is the same Conv2d again, with the same weights: make a new one each time."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    later = Conv2d(out_channels, out_channels, 3, rng, padding=1)
    for place in range(convolutions):
        layers += [later if place else Conv2d(in_channels, out_channels, 3, rng, padding=1), ReLU()]
    return Sequential([*layers, MaxPool2d(2)])
