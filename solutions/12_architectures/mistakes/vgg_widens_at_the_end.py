"""Only the last convolution has out_channels kernels: the first one has them already, and the others keep that."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(convolutions):
        channels = out_channels if place == convolutions - 1 else in_channels
        layers += [Conv2d(in_channels, channels, 3, rng, padding=1), ReLU()]
    return Sequential([*layers, MaxPool2d(2)])
