"""Shapes from a line of text, fields from the output back, blocks of models, numbers from arrays."""

from math import prod


class VGGBlock(Sequential):
    def __init__(self, *channels, rng):
        super().__init__([])
        for before, after in zip(channels, channels[1:]):
            self.layers.append(Conv2d(before, after, (3, 3), rng, 1, "same"))
            self.layers.append(ReLU())
        self.layers.append(MaxPool2d((2, 2), (2, 2)))


def vgg_block(in_channels, out_channels, convolutions, rng):
    return VGGBlock(in_channels, *[out_channels] * convolutions, rng=rng)


def vgg16_shapes(image_size):
    if image_size // 2**5 == 0:
        raise ValueError(f"nothing is left of image_size={image_size}")
    pairs, block, place, channels = [], 1, 1, 64
    for letter in "ccpccpcccpcccpcccp":
        side = image_size // 2 ** (block - (letter == "c"))
        pairs.append([f"conv{block}_{place}" if letter == "c" else f"pool{block}", [channels, np.int64(side), side]])
        place += 1
        if letter == "p":
            block, place, channels = block + 1, 1, min(2 * channels, 512)
    for number, units in ((6, 4096), (7, 4096), (8, 1000)):
        pairs.append([f"fc{number}", [units]])
    return tuple(pairs)


def count_parameters(layers):
    counts = [0]
    for layer in layers:
        match layer:
            case "conv", into, out, kernel:
                counts.append(prod((out, into, kernel, kernel)) + out)
            case "dense", into, out:
                counts.append(out * into + out)
    return np.sum(np.array(counts, dtype=np.int64))


def receptive_field(layers):
    pixels = 1
    for kernel, stride in layers[::-1]:
        pixels = stride * (pixels - 1) + kernel
    return np.int64(pixels)


class ResidualBlock:
    def __init__(self, channels, rng, out_channels=None, stride=1):
        into, out = channels, out_channels or channels
        self.change = Sequential([Conv2d(into, out, 3, rng, stride, 1), ReLU(), Conv2d(out, out, 3, rng, 1, 1)])
        self.skip = Sequential([Conv2d(into, out, 1, rng, stride)] if (into, 1) != (out, stride) else [])

    def _renamed(self, change, skip):
        names = {"0": "conv1", "2": "conv2"}
        found = {f"projection.{key[2:]}": array for key, array in skip.items()}
        return found | {names[key[0]] + key[1:]: array for key, array in change.items()}

    params = property(lambda self: self._renamed(self.change.params, self.skip.params))
    grads = property(lambda self: self._renamed(self.change.grads, self.skip.grads))

    def forward(self, x):
        total = self.skip.forward(x) + self.change.forward(x)
        self.alive = total > 0
        return np.where(self.alive, total, 0.0)

    def backward(self, dout):
        dout = np.where(self.alive, dout, 0.0)
        return self.skip.backward(dout) + self.change.backward(dout)


def activation_maximization(model, layer, unit, x0, lr, steps):
    was_training = model.training
    model.eval()
    x, part = np.array(x0, dtype=np.float64), Sequential(model.layers[: layer + 1])
    while steps > 0:
        answer = part.forward(x)
        wanted = np.zeros((answer.shape[1], *[1] * (answer.ndim - 2)))
        wanted[unit] = 1.0
        x += lr * part.backward(np.ones_like(answer) * wanted * len(answer) * answer.shape[1] / answer.size)
        steps -= 1
    getattr(model, "train" if was_training else "eval")()
    return x


def feature_maps(model, x):
    was_training = model.training
    model.eval()
    found = [Sequential(model.layers[:end]).forward(x) for end in range(1, len(model.layers) + 1)]
    getattr(model, "train" if was_training else "eval")()
    return found
