"""The pooling moves by 1, so the image stays almost as large: MaxPool2d(2) alone moves by 2."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(convolutions):
        channels = out_channels if place else in_channels
        layers += [Conv2d(channels, out_channels, 3, rng, padding=1), ReLU()]
    return Sequential([*layers, MaxPool2d(2, 1)])
