"""Each pair of Conv2d and ReLU is a Sequential of its own, so that keys read 0.0.weight: all layers stand side by side."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(convolutions):
        channels = out_channels if place else in_channels
        layers.append(Sequential([Conv2d(channels, out_channels, 3, rng, padding=1), ReLU()]))
    return Sequential([*layers, MaxPool2d(2)])
