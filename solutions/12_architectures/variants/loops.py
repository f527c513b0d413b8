"""Sums written as in the formula, loops over everything, models run whole, gradients one example at a time."""

import contextlib
from itertools import accumulate


def vgg_block(in_channels, out_channels, convolutions, rng):
    model = Sequential([Conv2d(in_channels, out_channels, 3, rng, padding=(1, 1)), ReLU()])
    while len(model.layers) < 2 * convolutions:
        model.layers.append(Conv2d(out_channels, out_channels, 3, rng, padding=1))
        model.layers.append(ReLU())
    model.layers.append(MaxPool2d(2, stride=2))
    return model


def vgg16_shapes(image_size):
    shapes = []
    for block in range(1, 6):
        channels, side = (64, 128, 256, 512, 512)[block - 1], image_size
        for _ in range(block - 1):
            side = (side - side % 2) // 2
        for number in range((2, 2, 3, 3, 3)[block - 1]):
            shapes.append(("conv" + str(block) + "_" + str(number + 1), (channels, side, side)))
        shapes.append(("pool" + str(block), (channels, side // 2, side // 2)))
    if shapes[-1][1][1] < 1:
        raise ValueError("image_size is too small for five poolings")
    return shapes + [("fc6", (4096,)), ("fc7", (4096,)), ("fc8", (1000,))]


def count_parameters(layers):
    def weights(kind, *sizes):
        return {"conv": lambda c, o, k: c * o * k * k, "dense": lambda i, o: i * o, "pool": lambda k, s: 0}[kind](
            *sizes
        )

    return sum(weights(*layer) for layer in layers) + sum(layer[2] for layer in layers if layer[0] != "pool")


def receptive_field(layers):
    apart = list(accumulate([stride for _, stride in layers], lambda a, b: a * b, initial=1))
    return 1 + sum((kernel - 1) * step for (kernel, _), step in zip(layers, apart))


class ResidualBlock:
    def __init__(self, channels, rng, out_channels=None, stride=1):
        out_channels = channels if out_channels is None else out_channels
        self.layers = {
            "conv1": Conv2d(channels, out_channels, 3, rng, stride, 1),
            "conv2": Conv2d(out_channels, out_channels, 3, rng, 1, "same"),
        }
        if not (stride == 1 and channels == out_channels):
            self.layers["projection"] = Conv2d(channels, out_channels, 1, rng, stride=(stride, stride))
        self.params, self.grads = {}, {}
        for name, layer in self.layers.items():
            self.params[name + ".weight"] = layer.params["weight"]
            self.params[name + ".bias"] = layer.params["bias"]

    def forward(self, x):
        self.inner = self.layers["conv1"].forward(x)
        self.outer = self.layers["conv2"].forward(self.inner * (self.inner > 0))
        self.outer = self.outer + (self.layers["projection"].forward(x) if "projection" in self.layers else x)
        return self.outer * (self.outer > 0)

    def backward(self, dout):
        dout = dout * (self.outer > 0)
        dx = self.layers["conv1"].backward(self.layers["conv2"].backward(dout) * (self.inner > 0))
        dx = dx + (self.layers["projection"].backward(dout) if "projection" in self.layers else dout)
        for name, layer in self.layers.items():
            for key in ("weight", "bias"):
                self.grads[f"{name}.{key}"] = layer.grads[key]
        return dx


@contextlib.contextmanager
def _evaluation(model):
    training = model.training
    model.eval()
    try:
        yield
    finally:
        model.train() if training else model.eval()


def activation_maximization(model, layer, unit, x0, lr, steps):
    xs = [np.array(example[None]) for example in x0]
    with _evaluation(model):
        for i in range(len(xs)):
            for _ in range(steps):
                gradient = np.zeros_like(_outputs(model, xs[i])[layer])
                gradient[0, unit] += 1 / gradient[0, unit].size
                for place in range(layer, -1, -1):
                    gradient = model.layers[place].backward(gradient)
                xs[i] = gradient * lr + xs[i]
    return np.concatenate(xs)


def _outputs(model, x):
    maps = [x]
    for layer in model.layers:
        maps.append(layer.forward(maps[-1]))
    return maps[1:]


def feature_maps(model, x):
    with _evaluation(model):
        return _outputs(model, x)
