"""Dicts made once, orders drawn by shuffling, everything at once in evaluation, files of raw bytes with a header."""

import json
import os


class Softmax:
    def __init__(self):
        self.params, self.grads = {}, {}

    def forward(self, x):
        logs = x - np.logaddexp.reduce(x, axis=-1, keepdims=True)
        self._p = np.exp(logs)
        return self._p.copy()

    def backward(self, dout):
        mean = np.einsum("...c,...c->...", dout, self._p)
        return self._p * dout - self._p * mean[..., None]


class Sequential:
    def __init__(self, layers):
        self.layers = [*layers]
        self.training = True
        self.params = {}
        for place in range(len(self.layers)):
            for name in self.layers[place].params:
                self.params[str(place) + "." + name] = self.layers[place].params[name]
        self.grads = {key: np.zeros_like(array) for key, array in self.params.items()}

    def forward(self, x):
        out = x
        for place in range(len(self.layers)):
            out = self.layers[place].forward(out)
        return out

    def backward(self, dout):
        grads = {}
        for place in range(len(self.layers) - 1, -1, -1):
            dout = self.layers[place].backward(dout)
            for name in self.layers[place].grads:
                grads[f"{place}.{name}"] = np.array(self.layers[place].grads[name])
        self.grads = grads
        return dout

    def train(self):
        self.training = True
        for layer in self.layers:
            layer.training = True
            if hasattr(layer, "layers"):
                layer.train()

    def eval(self):
        self.training = False
        for layer in self.layers:
            layer.training = False
            if hasattr(layer, "layers"):
                layer.eval()


def fit(model, loss, optimizer, x, y, epochs, batch_size, rng, validation=None):
    names = ["loss", "accuracy"] + ([] if validation is None else ["validation_loss", "validation_accuracy"])
    history = {name: [] for name in names}
    for _ in range(epochs):
        model.train()
        places = list(range(len(x)))
        rng.shuffle(places)
        costs, answers = np.zeros(len(x)), np.zeros(len(x), dtype=bool)
        while places:
            now, places = places[:batch_size], places[batch_size:]
            images, labels = np.take(x, now, axis=0), np.take(y, now, axis=0)
            scores = model.forward(images)
            costs[now] = loss[0](scores, labels)
            answers[now] = np.argmax(scores, axis=1) == labels
            model.backward(loss[1](scores, labels))
            new = optimizer.step(model.params, model.grads)
            for key in sorted(new):
                np.copyto(model.params[key], new[key])
        history["loss"].append(costs.mean())
        history["accuracy"].append(answers.mean())
        if validation is not None:
            model.eval()
            scores = model.forward(validation[0])
            history["validation_loss"].append(np.float64(loss[0](scores, validation[1])))
            history["validation_accuracy"].append((scores.argmax(1) == validation[1]).mean())
    return history


def predict(model, x):
    was = model.training
    model.eval()
    classes = [int(np.argmax(model.forward(x[i : i + 1])[0])) for i in range(len(x))]
    (model.train if was else model.eval)()
    return np.array(classes, dtype=np.int32)


def evaluate(model, x, labels):
    was = model.training
    model.eval()
    try:
        scores = model.forward(x)
        return softmax_cross_entropy(scores, labels), np.mean(np.argmax(scores, axis=1) == labels)
    finally:
        if was:
            model.train()


def _arrays(model, prefix=""):
    for place, layer in enumerate(model.layers):
        if hasattr(layer, "layers"):
            yield from _arrays(layer, f"{prefix}{place}.")
        else:
            kept = dict(layer.params) | {
                n: getattr(layer, n) for n in ("running_mean", "running_var") if hasattr(layer, n)
            }
            for name, array in kept.items():
                yield f"{prefix}{place}.{name}", array


def save(model, path):
    arrays = dict(_arrays(model))
    header = json.dumps({key: [array.dtype.str, array.shape] for key, array in arrays.items()}).encode()
    partial = f"{path}.partial"
    with open(partial, "wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).tobytes())
    os.replace(partial, path)


def load(model, path):
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        arrays = dict(_arrays(model))
        if header.keys() != arrays.keys():
            raise ValueError(f"the file holds {sorted(header)}, the model {sorted(arrays)}")
        for key, (_, shape) in header.items():
            if tuple(shape) != arrays[key].shape:
                raise ValueError(f"{key}: the file has shape {shape}")
        for key, (dtype, shape) in header.items():
            count = int(np.prod(shape)) * np.dtype(dtype).itemsize
            arrays[key][...] = np.frombuffer(file.read(count), dtype).reshape(shape)
    return model


def build_cnn(rng, image_size=28, channels=1, classes=10):
    layers, before, side = [], channels, image_size
    for _ in range(2):
        layers += [Conv2d(before, 10, (3, 3), rng, stride=1, padding=1), ReLU(), MaxPool2d((2, 2), 2)]
        before, side = 10, side // 2
    return Sequential([*layers, Flatten(), Dense(10 * side**2, 200, rng), ReLU(), Dense(200, classes, rng)])
