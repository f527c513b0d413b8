"""The pooling comes before the convolutions: it is the last layer of the block."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(convolutions):
        channels = out_channels if place else in_channels
        layers += [Conv2d(channels, out_channels, 3, rng, padding=1), ReLU()]
    return Sequential([MaxPool2d(2), *layers])
