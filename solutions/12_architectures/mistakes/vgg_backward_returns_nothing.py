"""Its own backward ends without a return: the layer before needs dL/dx."""


class _Block(Sequential):
    def backward(self, dout):
        super().backward(dout)


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(convolutions):
        channels = out_channels if place else in_channels
        layers += [Conv2d(channels, out_channels, 3, rng, padding=1), ReLU()]
    return _Block([*layers, MaxPool2d(2)])
