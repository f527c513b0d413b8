"""What checks need on the student's side: their earlier work by name, layers and models that remember, a clock."""

import contextlib
import importlib
import pickle
import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np


def named(module, name):
    """Return a function or class of an earlier exercise; it need not be imported by this one."""
    return getattr(importlib.import_module(module), name)


def make(module, name, *arguments, **keywords):
    """Return a new object of a class of an earlier exercise."""
    return named(module, name)(*arguments, **keywords)


def imports():
    """Name the earlier exercises, so that their modules are handed in although only the checks use them; never run."""
    import backprop  # noqa: F401
    import convolution  # noqa: F401
    import losses  # noqa: F401
    import optimizers  # noqa: F401
    import pooling  # noqa: F401


class Scale:
    """The layer weight * x + bias, entry by entry; it writes down what is done with it."""

    def __init__(self, name, weight, bias, log=None):
        self.params = {"weight": np.array(weight, dtype=np.float64), "bias": np.array(bias, dtype=np.float64)}
        self.grads = {"weight": 0 * self.params["weight"], "bias": 0 * self.params["bias"]}
        self.name, self.log = name, [] if log is None else log
        self.training = None

    def forward(self, x):
        """Return weight * x + bias."""
        self.log.append([self.name, "forward", self.training])
        self._x = np.array(x, dtype=np.float64)
        return self.params["weight"] * self._x + self.params["bias"]

    def backward(self, dout):
        """Set grads and return dL/dx."""
        self.log.append([self.name, "backward", self.training])
        self.grads["weight"] = (dout * self._x).sum(axis=0)
        self.grads["bias"] = np.sum(dout, axis=0)
        return self.params["weight"] * dout


class Bend:
    """The layer x + sin(x): no parameters, and no linear one."""

    def __init__(self):
        self.params, self.grads = {}, {}

    def forward(self, x):
        """Return x + sin(x)."""
        self._x = np.array(x, dtype=np.float64)
        return self._x + np.sin(self._x)

    def backward(self, dout):
        """Return dL/dx."""
        return dout * (1 + np.cos(self._x))


class Norm(Scale):
    """A layer that remembers running statistics, as batch normalisation does, in arrays of its own dtype."""

    def __init__(self, features, dtype="float64"):
        super().__init__("norm", np.ones(features, dtype), np.zeros(features, dtype))
        self.params = {key: value.astype(dtype) for key, value in self.params.items()}
        self.running_mean, self.running_var = np.zeros(features, dtype), np.ones(features, dtype)


def scales(numbers, features):
    """Return layers of different weights that share one log, and the log."""
    log = []
    layers = [Scale(name, np.full(features, 1.0 + name), np.full(features, 10.0 * name), log) for name in numbers]
    return layers, log


def norms(sequential, dtype):
    """Return a model of layers with running statistics, one of them in a model inside, and that model."""
    inner = sequential([Norm(2, dtype), Bend()])
    return sequential([Norm(3, dtype), inner, Norm(1, dtype)])


def statistics(model, place):
    """Return the running statistics of a layer of norms' model by its key's beginning."""
    layer = model.layers[1].layers[0] if place == "1.0" else model.layers[int(place)]
    return {"running_mean": layer.running_mean, "running_var": layer.running_var}


def set_statistics(model, place, mean, var):
    """Write running statistics into such a layer."""
    layer = model.layers[1].layers[0] if place == "1.0" else model.layers[int(place)]
    layer.running_mean[...] = mean
    layer.running_var[...] = var


def modes(model):
    """Return `training` of a model, its layers, and those of models in it, in their order."""
    return [model.training] + [
        each for layer in model.layers for each in (modes(layer) if hasattr(layer, "layers") else [layer.training])
    ]


def kinds(model):
    """Return the class names of a model's layers."""
    return [type(layer).__name__ for layer in model.layers]


def same_arrays(model, layer, key, name):
    """Whether a model's params hold a layer's own array, and not a copy."""
    return model.params[key] is layer.params[name]


class Journal:
    """A model and an optimizer in one that write down what fit does: batches, modes, order of calls, keys.

    Its output for an example x of two numbers (id, class) is the scores of three classes: `weight` for the class, and
    the id in the last digits, so that scores are as different as examples.
    """

    def __init__(self, gain=1.0):
        self._arrays = {"0.weight": np.array([gain]), "1.shift": np.zeros(3)}
        self._grads = {}
        self.training = False
        self.log, self.batches, self.losses, self.upstream, self.steps = [], [], [], [], []

    @property
    def params(self):
        """The arrays themselves, in a new dict."""
        return dict(self._arrays)

    @property
    def grads(self):
        """The gradients, in a new dict."""
        return dict(self._grads)

    def train(self):
        """Begin to train."""
        self.log.append("train")
        self.training = True

    def eval(self):
        """Stop training."""
        self.log.append("eval")
        self.training = False

    def forward(self, x):
        """Return scores (batch, 3)."""
        x = np.array(x)
        self.log.append("forward" if self.training else "forward in evaluation")
        self.batches.append([self.training, x[:, 0].astype(int).tolist()])
        scores = np.zeros((len(x), 3))
        scores[np.arange(len(x)), x[:, 1].astype(int)] = self._arrays["0.weight"][0]
        self._scores = scores + self._arrays["1.shift"] + x[:, :1] * 1e-3
        return self._scores

    def backward(self, dout):
        """Set grads."""
        self.log.append("backward")
        dout = np.array(dout)
        self.upstream.append(dout)
        self._grads = {"0.weight": np.array([dout.sum()]), "1.shift": dout.sum(axis=0)}
        return dout

    def loss(self, logits, labels):
        """Return the mean of the labels' products with the scores' sums."""
        self.log.append("loss" if self.training else "loss in evaluation")
        same = np.array_equal(logits, self._scores)
        self.losses.append([self.training, np.array(labels).tolist(), same, self.batches[-1][1]])
        return float(np.mean((np.asarray(labels) + 1) * np.sum(logits, axis=1)))

    def slope(self, logits, labels):  # noqa: ARG002 - the mean is linear
        """Return the gradient of that mean."""
        self.log.append("loss backward")
        return np.repeat((np.asarray(labels)[:, None] + 1.0) / len(labels), 3, axis=1)

    def step(self, params, grads):
        """Return parameters a little lower, in the other order of keys."""
        self.log.append("step")
        self.steps.append(
            [sorted(params), sorted(grads), all(np.array_equal(grads[key], self._grads[key]) for key in grads)]
        )
        return {key: params[key] - 0.05 * grads[key] for key in reversed(list(params))}

    def copy_of_params(self):
        """Return what the parameters are now."""
        return {key: value.copy() for key, value in self._arrays.items()}


def run(fit, journal, x, y, epochs, batch_size, rng, validation=None):
    """Train a journal, which is its own loss and optimizer; return fit's history, and whether its data is as it was."""
    before = [np.array(each) for each in (x, y, *(validation or ()))]
    history = fit(journal, (journal.loss, journal.slope), journal, x, y, epochs, batch_size, rng, validation)
    after = [x, y, *(validation or ())]
    return history, all(np.array_equal(mine, was) for mine, was in zip(after, before, strict=True))


def squared_error_of_labels():
    """Return the slides' loss for probabilities and labels, the mean squared distance to one-hot rows; its slope."""

    def difference(probabilities, labels):
        return probabilities - np.eye(probabilities.shape[-1])[labels]

    return (
        lambda probabilities, labels: float(np.mean(difference(probabilities, labels) ** 2)),
        lambda probabilities, labels: 2 * difference(probabilities, labels) / probabilities.size,
    )


def sigmoid_mlp(sequential, softmax, sizes, rng):
    """Return the slides' network: dense layers with sigmoids between, and a softmax at the end."""
    layers = []
    for before, after in pairwise(sizes):
        layers += [make("backprop", "Dense", before, after, rng), make("backprop", "Sigmoid")]
    return sequential([*layers[:-1], softmax()])


def stacked(sequential, build):
    """Return a model of layers that are given as [kind, features]."""
    kinds = {"scale": lambda size: Scale("", np.ones(size), np.zeros(size)), "norm": Norm}
    return sequential([kinds[kind](size) for kind, size in build])


def listing():
    """Return the names of the files in the working directory."""
    return sorted(path.name for path in Path().iterdir())


def loads_itself(load, model, path):
    """Return whether load returns the very model that it was given, what it returns, and if all arrays are the same."""
    before = _arrays_of(model)
    loaded = load(model, path)
    return (
        loaded is model,
        type(loaded).__name__,
        [id(each) for each in before] == [id(each) for each in _arrays_of(model)],
    )


def _arrays_of(model):
    """Return the arrays of a model's layers, and of models in it."""
    if hasattr(model, "layers"):
        return [array for layer in model.layers for array in _arrays_of(layer)]
    return list(model.params.values())


def as_drawn(build_cnn, rng):
    """Whether all parameters of a new network are what its layers began with."""
    begun, classes = [], [named("convolution", "Conv2d"), named("backprop", "Dense")]
    originals = [each.__init__ for each in classes]

    def noted(original):
        def begin(self, *arguments, **keywords):
            original(self, *arguments, **keywords)
            begun.append((self, {key: value.copy() for key, value in self.params.items()}))

        return begin

    for each, original in zip(classes, originals, strict=True):
        each.__init__ = noted(original)
    try:
        build_cnn(rng, 8)
    finally:
        for each, original in zip(classes, originals, strict=True):
            each.__init__ = original
    return all(np.array_equal(layer.params[key], value) for layer, values in begun for key, value in values.items())


def pickles(function, *arguments):
    """Return whether a function that saves or loads pickles anything on the way."""
    used = []

    def noticed(original):
        def call(*given, **keywords):
            used.append(1)
            return original(*given, **keywords)

        return call

    names = ("dump", "dumps", "load", "loads", "Pickler", "Unpickler")
    originals = {name: getattr(pickle, name) for name in names}
    for name, original in originals.items():
        setattr(pickle, name, noticed(original))
    try:
        function(*arguments)
    finally:
        for name, original in originals.items():
            setattr(pickle, name, original)
    return bool(used)


class _Trap:
    """An object whose pickle runs code when it is loaded."""

    def __reduce__(self):
        return exec, ("import sys; sys.trap_sprung = True",)


def springs(load, model, path):
    """Whether load runs the code in a file of pickled objects that has the model's keys."""
    sys.trap_sprung = False
    trap = np.empty(1, dtype=object)
    trap[0] = _Trap()
    with Path(path).open("wb") as file:
        np.savez(file, **dict.fromkeys(model.params, trap))
    with contextlib.suppress(Exception):  # whatever it is refused with
        load(model, path)
    return sys.trap_sprung


class _Clocked:
    """A layer that counts the processor seconds spent in it."""

    def __init__(self, layer, seconds):
        self._layer, self._seconds = layer, seconds

    def __getattr__(self, name):
        return getattr(self._layer, name)

    def forward(self, x):
        return self._timed(0, self._layer.forward, x)

    def backward(self, dout):
        return self._timed(1, self._layer.backward, dout)

    def _timed(self, place, method, argument):
        started = time.process_time()
        value = method(argument)
        self._seconds[place] += time.process_time() - started
        return value


def profile(build_cnn, rng, x, y):
    """Make one update of a new network; return the processor seconds of each layer forward and back, and of the step.

    The last number is what a plain matrix product of about the network's work takes here: a yardstick of this machine.
    """
    model, optimizer = build_cnn(rng, x.shape[-1]), make("optimizers", "Adadelta")
    seconds = [[0.0, 0.0] for _ in model.layers]
    clocked = [_Clocked(layer, each) for layer, each in zip(model.layers, seconds, strict=True)]
    for layer in clocked:
        x = layer.forward(x)
    dout = named("losses", "softmax_cross_entropy_backward")(x, y)
    for layer in reversed(clocked):
        dout = layer.backward(dout)
    started = time.process_time()
    params = model.params
    for key, value in optimizer.step(params, model.grads).items():
        params[key][...] = value
    update = time.process_time() - started
    return seconds, update, _yardstick()


def _yardstick():
    """Return the processor seconds of 200 products and sums of matrices as they occur in such a network.

    Ten times as many are measured, since some systems' clocks go by 4 milliseconds.
    """
    left, right = np.ones((10, 90)), np.ones((90, 16 * 32))
    started = time.process_time()
    for _ in range(2000):
        np.maximum(left @ right, 0).sum()
    return (time.process_time() - started) / 10
