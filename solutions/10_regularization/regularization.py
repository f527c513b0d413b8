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
    ### BEGIN SOLUTION
    if len(x) != len(y):
        raise ValueError(f"y has {len(y)} examples where x has {len(x)}")
    order = rng.permutation(len(x))
    size = round(len(x) * fraction)
    test, train = order[:size], order[size:]
    return x[train], x[test], y[train], y[test]
    ### END SOLUTION


### BEGIN SOLUTION
def _is_bias(key: str) -> bool:
    """Whether the last dotted part of a key is bias: 3.bias is one, bias_net.weight is none."""
    return key.split(".")[-1] == "bias"


### END SOLUTION


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
    ### BEGIN SOLUTION
    return strength * sum((float(np.sum(value**2)) for key, value in params.items() if not _is_bias(key)), 0.0)
    ### END SOLUTION


def l2_penalty_backward(params: dict[str, np.ndarray], strength: float) -> dict[str, np.ndarray]:
    """Return the gradient of l2_penalty with respect to every parameter; there is no dout, as for a loss.

    params:   arrays of any shape by name, floating; may be empty
    strength: as for l2_penalty
    returns:  a dict with every key of params: arrays of the same shape and dtype, zeros for biases
    example:  l2_penalty_backward({"weight": [[1, -2]], "bias": [7]}, 0.1) -> {"weight": [[0.2, -0.4]], "bias": [0]}
    """
    ### BEGIN SOLUTION
    return {key: np.zeros_like(value) if _is_bias(key) else 2 * strength * value for key, value in params.items()}
    ### END SOLUTION


def l1_penalty(params: dict[str, np.ndarray], strength: float) -> float:
    """Add up the absolute values of all weights: a cost that drives small weights to zero.

    params:   arrays of any shape by name, floating; may be empty
    strength: how much an absolute value counts, a number
    returns:  strength * (the sum of absolute values), a number; biases do not count, as for l2_penalty
    example:  l1_penalty({"0.weight": [[1, -2]], "0.bias": [7]}, 0.1) -> 0.3
    source:   Goodfellow et al. 2016, 7.1.2
    """
    ### BEGIN SOLUTION
    return strength * sum((float(np.sum(np.abs(value))) for key, value in params.items() if not _is_bias(key)), 0.0)
    ### END SOLUTION


def l1_penalty_backward(params: dict[str, np.ndarray], strength: float) -> dict[str, np.ndarray]:
    """Return the gradient of l1_penalty with respect to every parameter; there is no dout, as for a loss.

    params:   arrays of any shape by name, floating; may be empty
    strength: as for l1_penalty
    returns:  a dict with every key of params: arrays of the same shape and dtype, zeros for biases
    note:     where a weight is 0 the gradient is 0, halfway between the slopes to its sides
    example:  l1_penalty_backward({"weight": [[3, 0]], "bias": [7]}, 0.1) -> {"weight": [[0.1, 0]], "bias": [0]}
    """
    ### BEGIN SOLUTION
    return {key: np.zeros_like(value) if _is_bias(key) else strength * np.sign(value) for key, value in params.items()}
    ### END SOLUTION


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
        ### BEGIN SOLUTION
        if not 0 <= p < 1:
            raise ValueError(f"p is {p}; a probability of dropping is at least 0 and below 1")
        self.training = True
        self.params: dict[str, np.ndarray] = {}
        self.grads: dict[str, np.ndarray] = {}
        self._p, self._rng = p, rng
        ### END SOLUTION

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Drop entries of x if training is True.

        x:       any shape, floating
        returns: x's shape; in training 0 with probability p, decided for each entry by itself (those of an image too)
                 and anew at each call, and x / (1 - p) otherwise, so that the mean stays; outside training x
        example: Dropout(0.5, rng).forward([1, 2, 3, 4]) -> for instance [2, 0, 0, 8]
        """
        ### BEGIN SOLUTION
        self._scale = np.ones(x.shape)
        if self.training:
            self._scale = (self._rng.random(x.shape) >= self._p) / (1 - self._p)
        return x * self._scale
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dL/dx for what the latest forward dropped, whatever training has been set to since.

        dout:    the shape of forward's x
        returns: the same shape
        example: after the example of forward: backward([1, 1, 1, 1]) -> [2, 0, 0, 2]
        """
        ### BEGIN SOLUTION
        return dout * self._scale
        ### END SOLUTION


### BEGIN SOLUTION
def _moved(old: np.ndarray, batch: np.ndarray, momentum: float) -> np.ndarray:
    """Move a running statistic towards the batch's."""
    return (1 - momentum) * old + momentum * batch


def _standardize(x: np.ndarray, mean: np.ndarray, var: np.ndarray, eps: float) -> tuple[np.ndarray, np.ndarray]:
    """Return x_hat = (x - mean) * scale and scale = 1 / sqrt(var + eps)."""
    scale = 1 / np.sqrt(var + eps)
    return (x - mean) * scale, scale


def _standardize_backward(
    dx_hat: np.ndarray, x_hat: np.ndarray, scale: np.ndarray, axes: tuple[int, ...]
) -> np.ndarray:
    """Return dL/dx, where mean and var are those of x along axes, so that they move with x."""
    by_mean = dx_hat.mean(axis=axes, keepdims=True)
    by_var = (dx_hat * x_hat).mean(axis=axes, keepdims=True)
    return (dx_hat - by_mean - x_hat * by_var) * scale


### END SOLUTION


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
        ### BEGIN SOLUTION
        self.training = True
        self.params = {"weight": np.ones(features), "bias": np.zeros(features)}
        self.grads = {key: np.zeros(features) for key in self.params}
        self.running_mean, self.running_var = np.zeros(features), np.ones(features)
        self._eps, self._momentum = eps, momentum
        ### END SOLUTION

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
        ### BEGIN SOLUTION
        if x.ndim not in (2, 3) or x.shape[1] != len(self.running_mean):
            raise ValueError(f"x has shape {x.shape}; there should be {len(self.running_mean)} features on axis 1")
        values = x if x.ndim == 3 else x[:, :, None]  # (batch, features, length), length 1 where there was none
        mean, var = self.running_mean, self.running_var
        if self.training:
            n = values[:, 0].size
            if n < 2:
                raise ValueError("x has one value for each channel: that has no variance to train with")
            mean, var = values.mean(axis=(0, 2)), values.var(axis=(0, 2))
            self.running_mean = _moved(self.running_mean, mean, self._momentum)
            self.running_var = _moved(self.running_var, var * n / (n - 1), self._momentum)
        self._trained = self.training
        self._x_hat, self._scale = _standardize(values, mean[:, None], var[:, None], self._eps)
        return (self.params["weight"][:, None] * self._x_hat + self.params["bias"][:, None]).reshape(x.shape)
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Set grads and return dL/dx, for the mode that the latest forward ran in, whatever training is by now.

        In training the batch's mean and variance depend on x, too. Outside training they are fixed numbers, and
        dx = dout * weight / sqrt(running_var + eps).

        dout:    the shape of forward's x
        returns: the same shape
        """
        ### BEGIN SOLUTION
        upstream = dout.reshape(self._x_hat.shape)
        self.grads = {"weight": (upstream * self._x_hat).sum(axis=(0, 2)), "bias": upstream.sum(axis=(0, 2))}
        dx_hat = upstream * self.params["weight"][:, None]
        if self._trained:
            return _standardize_backward(dx_hat, self._x_hat, self._scale, (0, 2)).reshape(dout.shape)
        return (dx_hat * self._scale).reshape(dout.shape)
        ### END SOLUTION


class BatchNorm2d(BatchNorm1d):
    """The same for images: a channel is normalized over the batch and all of its pixels.

    An image is a signal of height * width values, so what you have written for BatchNorm1d can do the work; you may
    write it on its own, too. Params, grads, running_mean, running_var and training are as there.

    source: torch.nn.BatchNorm2d
    """

    def __init__(self, features: int, eps: float = 1e-5, momentum: float = 0.1):
        """Make a layer, with the arguments of BatchNorm1d."""
        ### BEGIN SOLUTION
        super().__init__(features, eps, momentum)
        ### END SOLUTION

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Normalize each channel, as BatchNorm1d does.

        x:       (batch, features, height, width)
        returns: x's shape
        raises:  ValueError if x has another shape, or in training if there is one value for each channel; the message
                 names x
        """
        ### BEGIN SOLUTION
        if x.ndim != 4:
            raise ValueError(f"x has shape {x.shape}; it should be (batch, features, height, width)")
        return super().forward(x.reshape(*x.shape[:2], -1)).reshape(x.shape)
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Set grads and return dL/dx, as BatchNorm1d does.

        dout:    the shape of forward's x
        returns: the same shape
        """
        ### BEGIN SOLUTION
        return super().backward(dout)
        ### END SOLUTION


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
        ### BEGIN SOLUTION
        self.params = {"weight": np.ones(features), "bias": np.zeros(features)}
        self.grads = {key: np.zeros(features) for key in self.params}
        self._eps = eps
        ### END SOLUTION

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Normalize along the last axis, x_hat = (x - mean) / sqrt(var + eps), and return weight * x_hat + bias.

        x:       (..., features) with any leading axes, or none; var is the mean square deviation
        returns: x's shape
        raises:  ValueError if the last axis of x has another length; the message names x
        example: LayerNorm(2).forward([[1, 3], [10, 50]]) -> [[-1, 1], [-1, 1]]
        """
        ### BEGIN SOLUTION
        features = len(self.params["weight"])
        if x.shape[-1] != features:
            raise ValueError(f"x has shape {x.shape}; its last axis should have {features} features")
        mean, var = x.mean(axis=-1, keepdims=True), x.var(axis=-1, keepdims=True)
        self._x_hat, self._scale = _standardize(x, mean, var, self._eps)
        return self.params["weight"] * self._x_hat + self.params["bias"]
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Set grads and return dL/dx.

        dout:    the shape of forward's x
        returns: the same shape
        """
        ### BEGIN SOLUTION
        leading = tuple(range(dout.ndim - 1))
        self.grads = {"weight": (dout * self._x_hat).sum(axis=leading), "bias": dout.sum(axis=leading)}
        return _standardize_backward(dout * self.params["weight"], self._x_hat, self._scale, (-1,))
        ### END SOLUTION


class EarlyStopping:
    """A watch over the validation loss: it says when nothing has got better for too long.

    source: Goodfellow et al. 2016, algorithm 7.1
    """

    def __init__(self, patience: int):
        """Begin to watch.

        patience: how many calls in a row without a new best loss it takes to stop, from 1 on
        """
        ### BEGIN SOLUTION
        self._patience, self._best, self._left = patience, np.inf, patience
        ### END SOLUTION

    def step(self, loss: float) -> bool:
        """Take the newest loss and say whether to stop.

        loss:    any finite number, negative ones too; the first one is the best so far, whatever it is
        returns: True once the last `patience` calls, and maybe more, were not strictly below the best loss before them;
                 False until then. An equal loss is not below. A new best begins the count again
        example: with patience 2: losses 0.5, 0.4, 0.4, 0.6 -> False, False, False, True
        """
        ### BEGIN SOLUTION
        if loss < self._best:
            self._best, self._left = loss, self._patience
        else:
            self._left -= 1
        return self._left <= 0
        ### END SOLUTION
