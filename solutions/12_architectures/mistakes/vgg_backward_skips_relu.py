"""Its own backward goes through the convolutions only: leave it to Sequential, which goes through all layers."""


class _Block(Sequential):
    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = dout if isinstance(layer, ReLU) else layer.backward(dout)
        return dout


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers = []
    for place in range(convolutions):
        channels = out_channels if place else in_channels
        layers += [Conv2d(channels, out_channels, 3, rng, padding=1), ReLU()]
    return _Block([*layers, MaxPool2d(2)])
