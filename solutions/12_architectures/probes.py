"""Small models for the checks, of plain layers that remember in which mode they ran; and questions about real ones."""

import importlib
from itertools import pairwise

import numpy as np


class Layer:
    """A layer that passes on what it gets, and writes down each time whether it is being trained.

    It knows its neighbours in a model, and what a model does goes from one to the next: nothing here shows how a model
    of any layers is written, which is an exercise of its own.
    """

    ahead = behind = None  # the neighbours

    def __init__(self):
        self.params, self.grads = {}, {}
        self.training, self.modes = True, []

    def forward(self, x):
        """Return what comes out."""
        self.modes.append(self.training)
        return self.out(x)

    def out(self, x):
        """Return x."""
        return x

    def backward(self, dout):
        """Return dL/dx for the latest x."""
        return dout

    def onward(self, x, last):
        """Send x through this layer and those ahead of it, up to the last one of a model."""
        y = self.forward(x)
        return y if self is last else self.ahead.onward(y, last)

    def back(self, dout, first):
        """Send dout through this layer and those behind it, down to the first one of a model."""
        dx = self.backward(dout)
        return dx if self is first else self.behind.back(dx, first)

    def named(self, which, last, number=0):
        """Return the arrays of this layer and of those ahead of it, by their keys in the model."""
        mine = {f"{number}.{key}": value for key, value in getattr(self, which).items()}
        return mine if self is last else mine | self.ahead.named(which, last, number + 1)

    def switch(self, on, last):
        """Set the mode of this layer and of those ahead of it."""
        self.become(on)
        if self is not last:
            self.ahead.switch(on, last)

    def become(self, on):
        """Set the mode of this layer."""
        self.training = on


class Mix(Layer):
    """Sums over axis 1, weighted: whatever else there is of axes stays."""

    def __init__(self, weight, bias):
        Layer.__init__(self)
        self.params = {"weight": weight.copy(), "bias": bias.copy()}

    def out(self, x):
        """Return weight @ x + bias."""
        self._x = x
        sums = np.moveaxis(np.tensordot(self.params["weight"], x, (1, 1)), 0, 1)
        return sums + self.params["bias"].reshape(-1, *[1] * (x.ndim - 2))

    def backward(self, dout):
        """Return dL/dx and fill grads."""
        others = [axis for axis in range(dout.ndim) if axis != 1]
        self.grads = {"weight": np.tensordot(dout, self._x, (others, others)), "bias": dout.sum(axis=tuple(others))}
        return np.moveaxis(np.tensordot(self.params["weight"], dout, (0, 1)), 0, 1)


class Wave(Layer):
    """x + sin(x)."""

    def out(self, x):
        """Return x + sin(x)."""
        self._x = x
        return x + np.sin(x)

    def backward(self, dout):
        """Return dL/dx."""
        return dout + dout * np.cos(self._x)


class Rows(Layer):
    """Every second row of an image."""

    def out(self, x):
        """Return the rows 0, 2, 4, ..."""
        self._shape = x.shape
        return x[:, :, ::2]

    def backward(self, dout):
        """Return dL/dx, 0 for the rows between."""
        dx = np.zeros(self._shape)
        dx[:, :, ::2] = dout
        return dx


class Flat(Layer):
    """One row for each example, its last axis before the others."""

    def out(self, x):
        """Return x as (N, features)."""
        turned = np.swapaxes(x, 1, -1)
        self._turned = turned.shape
        return turned.reshape(self._turned[0], -1)

    def backward(self, dout):
        """Return dL/dx."""
        return np.swapaxes(dout.reshape(self._turned), 1, -1)


class Fickle(Layer):
    """Triples what it gets while it is trained, and passes it on as it is otherwise."""

    def out(self, x):
        """Return 3 x or x."""
        self._factor = 3.0 if self.training else 1.0
        return self._factor * x

    def backward(self, dout):
        """Return dL/dx."""
        return self._factor * dout


class Model(Layer):
    """Layers of this file one after the other, a layer itself, with what a Sequential has."""

    params = property(lambda self: self.layers[0].named("params", self.layers[-1]))
    grads = property(lambda self: self.layers[0].named("grads", self.layers[-1]))

    def __init__(self, chain):
        self.layers, self.training, self.modes = chain, True, []
        for one, next_one in pairwise(chain):
            one.ahead, next_one.behind = next_one, one

    def out(self, x):
        """Send x through."""
        return self.layers[0].onward(x, self.layers[-1])

    def backward(self, dout):
        """Send dout back."""
        return self.layers[-1].back(dout, self.layers[0])

    def train(self):
        """Begin training."""
        self.become(True)

    def eval(self):
        """Begin evaluation."""
        self.become(False)

    def become(self, on):
        """Set the mode of the model and of all that is in it."""
        self.training = on
        self.layers[0].switch(on, self.layers[-1])


KINDS = {"mix": Mix, "wave": Wave, "rows": Rows, "flat": Flat, "fickle": Fickle}


def model(layers):
    """Return a model of layers that are described as (kind, details...), a model among them as ("model", layers)."""
    return Model([model(*details) if kind == "model" else KINDS[kind](*details) for kind, *details in layers])


def modes_of(found):
    """Return the mode of a model and of its layers, and in which modes these have run, those of models in it too."""
    now, ran = [found.training], []
    for layer in found.layers:
        inner = modes_of(layer) if isinstance(layer, Model) else [[layer.training], layer.modes]
        now, ran = now + inner[0], ran + inner[1]
    return [now, ran]


def classes_of(found):
    """Return the names of the classes that a value belongs to, and of those that each of its layers belongs to."""
    return [[each.__name__ for each in type(one).__mro__] for one in [found, *getattr(found, "layers", [])]]


def in_sequential(layers):
    """Return the student's own Sequential of some layers."""
    return importlib.import_module("cnn").Sequential(layers)


def make(module, name, *arguments, **keywords):
    """Return a new object of a class of an earlier exercise."""
    return getattr(importlib.import_module(module), name)(*arguments, **keywords)


def mixed_sequential(weight, bias):
    """Return a Sequential of two plain layers, and the first one's parameters."""
    return make("cnn", "Sequential", [Mix(weight, bias), Wave()]), (weight, bias)


def imports():
    """Name the earlier exercises, so that their modules are handed in although only the checks use them; never run."""
    import backprop  # noqa: F401
    import cnn  # noqa: F401
    import convolution  # noqa: F401
    import pooling  # noqa: F401
