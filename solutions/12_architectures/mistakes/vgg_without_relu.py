"""There is no ReLU: without one the convolutions collapse into a single one."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(convolutions):
        channels = out_channels if place else in_channels
        layers += [Conv2d(channels, out_channels, 3, rng, padding=1)]
    return Sequential([*layers, MaxPool2d(2)])
