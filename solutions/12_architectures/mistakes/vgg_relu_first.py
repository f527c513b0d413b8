"""ReLU comes before the convolution: it is what the convolution gives that is cut off at 0."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(convolutions):
        channels = out_channels if place else in_channels
        layers += [ReLU(), Conv2d(channels, out_channels, 3, rng, padding=1)]
    return Sequential([*layers, MaxPool2d(2)])
