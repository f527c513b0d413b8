"""One ReLU stands after all convolutions, and keeps the input of the last only: make a new one each time."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers, relu = [], ReLU()
    for place in range(convolutions):
        channels = out_channels if place else in_channels
        layers += [Conv2d(channels, out_channels, 3, rng, padding=1), relu]
    return Sequential([*layers, MaxPool2d(2)])
