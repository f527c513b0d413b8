"""There is a pooling after every convolution: a block has one, at its end."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(convolutions):
        channels = out_channels if place else in_channels
        layers += [Conv2d(channels, out_channels, 3, rng, padding=1), ReLU(), MaxPool2d(2)]
    return Sequential(layers)
