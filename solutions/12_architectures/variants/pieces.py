"""Small functions of their own, generators turned into lists, a block that is a model with a way around."""

import numpy
from functools import reduce


def vgg_block(in_channels, out_channels, convolutions, rng):
    def layers():
        for channels in [in_channels] + [out_channels] * (convolutions - 1):
            yield from (Conv2d(channels, out_channels, 3, rng, padding=1), ReLU())
        yield MaxPool2d(2)

    return Sequential(list(layers()))


def vgg16_shapes(image_size):
    if not image_size >= 32:
        raise ValueError("image_size: at least 32 pixels")
    sides = reduce(lambda sides, _: sides + [sides[-1] // 2], range(5), [image_size])
    blocks = list(zip([2, 2, 3, 3, 3], [64, 128, 256, 512, 512], sides, sides[1:]))
    found = []
    for i, (count, channels, side, half) in enumerate(blocks):
        found.extend((f"conv{i + 1}_{j + 1}", (channels, side, side)) for j in range(count))
        found.append((f"pool{i + 1}", (channels, half, half)))
    found.extend(zip(("fc6", "fc7", "fc8"), ((4096,), (4096,), (1000,))))
    return found


def count_parameters(layers):
    return int(sum(o * ((i * (k[0] if k else 1) ** 2) + 1) for kind, i, o, *k in _with_weights(layers)))


def _with_weights(layers):
    return [layer for layer in layers if layer[0] in {"conv", "dense"}]


def receptive_field(layers):
    strides = [stride for _, stride in layers]
    return int(sum((kernel - 1) * numpy.prod(strides[:i], dtype=int) for i, (kernel, _) in enumerate(layers))) + 1


class ResidualBlock(Sequential):
    def __init__(self, channels, rng, out_channels=None, stride=1):
        out_channels = out_channels or channels
        self._names = ["conv1", "relu", "conv2", "projection"]
        first, second = (
            Conv2d(channels, out_channels, 3, rng, stride, 1),
            Conv2d(out_channels, out_channels, 3, rng, 1, 1),
        )
        super().__init__([first, ReLU(), second])
        self._end = ReLU()
        if stride > 1 or channels != out_channels:
            self._projection = Conv2d(channels, out_channels, 1, rng, stride)
        else:
            self._projection = None

    def _all(self):
        return zip(self._names, [*self.layers, self._projection or ReLU()])

    @property
    def params(self):
        return {f"{name}.{key}": value for name, layer in self._all() for key, value in layer.params.items()}

    @property
    def grads(self):
        return {f"{name}.{key}": value for name, layer in self._all() for key, value in layer.grads.items()}

    def forward(self, x):
        around = x if self._projection is None else self._projection.forward(x)
        return self._end.forward(around + super().forward(x))

    def backward(self, dout):
        dout = self._end.backward(dout)
        around = dout if self._projection is None else self._projection.backward(dout)
        return around + super().backward(dout)


def activation_maximization(model, layer, unit, x0, lr, steps):
    x, training = x0.astype(float), model.training
    if training:
        model.eval()
    for _ in range(steps):
        out = reduce(lambda value, each: each.forward(value), model.layers[: layer + 1], x)
        positions = out[0, 0].size
        dout = np.stack(
            [np.full(out.shape[:1] + out.shape[2:], (i == unit) / positions) for i in range(out.shape[1])], 1
        )
        x = x + lr * reduce(lambda slope, each: each.backward(slope), model.layers[layer::-1], dout)
    if training:
        model.train()
    return x


def feature_maps(model, x):
    training = model.training
    if training:
        model.eval()
    *_, maps = _growing(model.layers, x)
    if training:
        model.train()
    return maps


def _growing(layers, x):
    maps = []
    for layer in layers:
        maps = [*maps, layer.forward(maps[-1] if maps else x)]
        yield maps
