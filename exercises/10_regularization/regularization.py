"""Regularization: keep a network from learning its examples by heart.

A network that is large enough fits anything, noise too. What it is worth shows on examples that it has never seen.

A layer has `params` and `grads`, dicts from names to float64 arrays with the same keys. Whoever trains it writes into
the arrays of `params`, in place; `backward` belongs to the latest `forward`, replaces what `grads` held and gives the
same when it is called again. Arguments are never modified.
"""

import numpy as np


def train_test_split(
    x: np.ndarray, y: np.ndarray, fraction: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Deal examples into a part to train with and a part to test with, in an order drawn from rng.

    x:        (examples, ...) one axis or more, any dtype
    y:        (examples, ...) one axis or more, any dtype
    fraction: the share of the test part, from 0 to 1
    rng:      the only source of chance: equal generators give equal splits
    returns:  (x_train, x_test, y_train, y_test), dtypes as they were; the test part has round(examples * fraction)
              examples and the training part all others; each y stays beside its x; both parts are in random order, and
              either may be empty
    raises:   ValueError if x and y differ in length; the message names y
    example:  train_test_split([[1], [2], [3], [4]], [10, 20, 30, 40], 0.25, rng), of arrays
              -> for instance [[4], [1], [2]], [[3]], [40, 10, 20], [30]
    """
    raise NotImplementedError("not written yet")


def l2_penalty(params: dict[str, np.ndarray], strength: float) -> float:
    """Add up the squares of all weights: what large weights cost.

    params:   arrays of any shape by name, floating; may be empty
    strength: how much a square counts, a number
    returns:  strength * (the sum of squares), a number; keys whose last dotted part is bias do not count: bias and
              3.bias are biases, biases, bias.weight and 3.b are not
    note:     no half, no square root, no mean
    example:  l2_penalty({"0.weight": [[1, -2]], "0.bias": [7]}, 0.1) -> 0.5
    source:   Goodfellow et al. 2016, 7.1.1, where strength is alpha / 2
    """
    raise NotImplementedError("not written yet")


def l2_penalty_backward(params: dict[str, np.ndarray], strength: float) -> dict[str, np.ndarray]:
    """Return the gradient of l2_penalty with respect to every parameter; there is no dout, as for a loss.

    params:   arrays of any shape by name, floating; may be empty
    strength: as for l2_penalty
    returns:  a dict with every key of params: arrays of the same shape and dtype, zeros for biases
    example:  l2_penalty_backward({"weight": [[1, -2]], "bias": [7]}, 0.1) -> {"weight": [[0.2, -0.4]], "bias": [0]}
    """
    raise NotImplementedError("not written yet")


def l1_penalty(params: dict[str, np.ndarray], strength: float) -> float:
    """Add up the absolute values of all weights: a cost that drives small weights to zero.

    params:   arrays of any shape by name, floating; may be empty
    strength: how much an absolute value counts, a number
    returns:  strength * (the sum of absolute values), a number; biases do not count, as for l2_penalty
    example:  l1_penalty({"0.weight": [[1, -2]], "0.bias": [7]}, 0.1) -> 0.3
    source:   Goodfellow et al. 2016, 7.1.2
    """
    raise NotImplementedError("not written yet")


def l1_penalty_backward(params: dict[str, np.ndarray], strength: float) -> dict[str, np.ndarray]:
    """Return the gradient of l1_penalty with respect to every parameter; there is no dout, as for a loss.

    params:   arrays of any shape by name, floating; may be empty
    strength: as for l1_penalty
    returns:  a dict with every key of params: arrays of the same shape and dtype, zeros for biases
    note:     where a weight is 0 the gradient is 0, halfway between the slopes to its sides
    example:  l1_penalty_backward({"weight": [[3, 0]], "bias": [7]}, 0.1) -> {"weight": [[0.1, 0]], "bias": [0]}
    """
    raise NotImplementedError("not written yet")


class Dropout:
    """A layer that forgets: in training every entry is dropped with probability p, and the others are scaled up.

    params, grads: empty dicts
    training:      a plain attribute, at first True; whoever evaluates sets it to False
    source:        Srivastava et al. 2014; torch.nn.Dropout
    """

    def __init__(self, p: float, rng: np.random.Generator):
        """Make a layer.

        p:      the probability of dropping an entry, from 0 up to but not including 1
        rng:    the only source of chance: equal generators drop the same entries
        raises: ValueError if p is outside [0, 1); the message names p
        """
        raise NotImplementedError("not written yet")

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Drop entries of x if training is True.

        x:       any shape, floating
        returns: x's shape; in training 0 with probability p, decided for each entry by itself (those of an image too)
                 and anew at each call, and x / (1 - p) otherwise, so that the mean stays; outside training x
        example: Dropout(0.5, rng).forward([1, 2, 3, 4]) -> for instance [2, 0, 0, 8]
        """
        raise NotImplementedError("not written yet")

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dL/dx for what the latest forward dropped, whatever training has been set to since.

        dout:    the shape of forward's x
        returns: the same shape
        example: after the example of forward: backward([1, 1, 1, 1]) -> [2, 0, 0, 2]
        """
        raise NotImplementedError("not written yet")


class BatchNorm1d:
    """A layer that gives each channel mean 0 and variance 1 over the batch, then a scale and a shift that are learned.

    params, grads: weight, the scale, at first ones, and bias, the shift, at first zeros, both (features,)
    running_mean:  (features,), at first zeros, what stands in for the batch's mean outside training
    running_var:   (features,), at first ones, what stands in for the batch's variance outside training
    training:      a plain attribute, at first True
    source:        Ioffe and Szegedy 2015; torch.nn.BatchNorm1d
    """

    def __init__(self, features: int, eps: float = 1e-5, momentum: float = 0.1):
        """Make a layer.

        features: how many channels there are
        eps:      what is added to a variance under the root, above 0
        momentum: the share of the newest batch in the running statistics, from 0 to 1
        """
        raise NotImplementedError("not written yet")

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Normalize each channel, x_hat = (x - mean) / sqrt(var + eps), and return weight * x_hat + bias.

        In training mean and var are those of the channel over all other axes, var being the mean square deviation, and
        the running statistics move on: new = (1 - momentum) * old + momentum * batch. The batch's variance counts there
        with n - 1 in the place of n, the number of values for each channel. Outside training mean and var are the
        running ones, which stay as they are.

        x:       (batch, features) or (batch, features, length)
        returns: x's shape
        raises:  ValueError if x has another shape, or in training if there is one value for each channel; the message
                 names x
        example: BatchNorm1d(1).forward([[1], [3]]) -> [[-1], [1]], and running_mean is [0.2], running_var [1.1]
        """
        raise NotImplementedError("not written yet")

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Set grads and return dL/dx, for the mode that the latest forward ran in, whatever training is by now.

        In training the batch's mean and variance depend on x, too. Outside training they are fixed numbers, and
        dx = dout * weight / sqrt(running_var + eps).

        dout:    the shape of forward's x
        returns: the same shape
        """
        raise NotImplementedError("not written yet")


class BatchNorm2d(BatchNorm1d):
    """The same for images: a channel is normalized over the batch and all of its pixels.

    An image is a signal of height * width values, so what you have written for BatchNorm1d can do the work; you may
    write it on its own, too. Params, grads, running_mean, running_var and training are as there.

    source: torch.nn.BatchNorm2d
    """

    def __init__(self, features: int, eps: float = 1e-5, momentum: float = 0.1):
        """Make a layer, with the arguments of BatchNorm1d."""
        raise NotImplementedError("not written yet")

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Normalize each channel, as BatchNorm1d does.

        x:       (batch, features, height, width)
        returns: x's shape
        raises:  ValueError if x has another shape, or in training if there is one value for each channel; the message
                 names x
        """
        raise NotImplementedError("not written yet")

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Set grads and return dL/dx, as BatchNorm1d does.

        dout:    the shape of forward's x
        returns: the same shape
        """
        raise NotImplementedError("not written yet")


class LayerNorm:
    """A layer that gives each example mean 0 and variance 1 over its features, then a scale and a shift for each.

    It never looks at other examples, so there are no running statistics, and training changes nothing.

    params, grads: weight, at first ones, and bias, at first zeros, both (features,)
    source:        Ba, Kiros and Hinton 2016; torch.nn.LayerNorm
    """

    def __init__(self, features: int, eps: float = 1e-5):
        """Make a layer.

        features: the length of the last axis
        eps:      what is added to a variance under the root, above 0
        """
        raise NotImplementedError("not written yet")

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Normalize along the last axis, x_hat = (x - mean) / sqrt(var + eps), and return weight * x_hat + bias.

        x:       (..., features) with any leading axes, or none; var is the mean square deviation
        returns: x's shape
        raises:  ValueError if the last axis of x has another length; the message names x
        example: LayerNorm(2).forward([[1, 3], [10, 50]]) -> [[-1, 1], [-1, 1]]
        """
        raise NotImplementedError("not written yet")

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Set grads and return dL/dx.

        dout:    the shape of forward's x
        returns: the same shape
        """
        raise NotImplementedError("not written yet")


class EarlyStopping:
    """A watch over the validation loss: it says when nothing has got better for too long.

    source: Goodfellow et al. 2016, algorithm 7.1
    """

    def __init__(self, patience: int):
        """Begin to watch.

        patience: how many calls in a row without a new best loss it takes to stop, from 1 on
        """
        raise NotImplementedError("not written yet")

    def step(self, loss: float) -> bool:
        """Take the newest loss and say whether to stop.

        loss:    any finite number, negative ones too; the first one is the best so far, whatever it is
        returns: True once the last `patience` calls, and maybe more, were not strictly below the best loss before them;
                 False until then. An equal loss is not below. A new best begins the count again
        example: with patience 2: losses 0.5, 0.4, 0.4, 0.6 -> False, False, False, True
        """
        raise NotImplementedError("not written yet")
