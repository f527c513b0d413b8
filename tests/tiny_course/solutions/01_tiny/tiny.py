"""Tiny: one task of every kind that a course needs."""

import numpy as np


def cube(x):
    """Return x^3, entry by entry; x is any shape, floating."""
    ### BEGIN SOLUTION
    return x**3
    ### END SOLUTION


def cube_backward(dout, x):
    """Pass a gradient back through cube: dout * 3x^2."""
    ### BEGIN SOLUTION
    return dout * 3 * x**2
    ### END SOLUTION


def numerical_slope(f, x, h):
    """Estimate the slope of f at the number x by a central difference of step h: (f(x + h) - f(x - h)) / 2h."""
    ### BEGIN SOLUTION
    return (f(x + h) - f(x - h)) / (2 * h)
    ### END SOLUTION


def batches(n, batch_size, rng):
    """Yield the numbers 0 to n - 1 in an order drawn from rng, as arrays of batch_size; the last may be shorter."""
    ### BEGIN SOLUTION
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        yield order[start : start + batch_size]
    ### END SOLUTION


class Linear:
    """A layer: x @ weight + bias.

    params and grads hold "weight", (in_features, out_features), and "bias", (out_features,). Whoever trains the layer
    writes into the arrays of params; backward replaces what grads held.
    """

    def __init__(self, in_features, out_features, rng):
        """Draw the weights uniformly from within 1/sqrt(in_features); the bias is zero."""
        ### BEGIN SOLUTION
        bound = in_features**-0.5
        self.in_features = in_features
        weight = rng.uniform(-bound, bound, (in_features, out_features))
        self.params = {"weight": weight, "bias": np.zeros(out_features)}
        self.grads = {name: np.zeros_like(value) for name, value in self.params.items()}
        ### END SOLUTION

    def forward(self, x):
        """Return x @ weight + bias; x is (batch, in_features)."""
        ### BEGIN SOLUTION
        self._x = x
        return x @ self.params["weight"] + self.params["bias"]
        ### END SOLUTION

    def backward(self, dout):
        """Set grads and return dL/dx, for the x that forward was given."""
        ### BEGIN SOLUTION
        self.grads["weight"], self.grads["bias"] = self._x.T @ dout, dout.sum(axis=0)
        return dout @ self.params["weight"].T
        ### END SOLUTION


class Momentum:
    """An optimizer: velocity = momentum * velocity + gradient, parameter - lr * velocity, by name."""

    def __init__(self, lr, momentum):
        ### BEGIN SOLUTION
        self.lr, self.momentum, self._velocity = lr, momentum, {}
        ### END SOLUTION

    def step(self, params, grads):
        """Return the new parameters as a new dict; params and grads stay as they are."""
        ### BEGIN SOLUTION
        for name, gradient in grads.items():
            self._velocity[name] = self.momentum * self._velocity.get(name, 0.0) + gradient
        return {name: value - self.lr * self._velocity[name] for name, value in params.items()}
        ### END SOLUTION


class Noise:
    """A random layer: in training each entry is zero with probability p, and divided by 1 - p otherwise."""

    def __init__(self, p, rng):
        ### BEGIN SOLUTION
        self.training, self._p, self._rng = True, p, rng
        ### END SOLUTION

    def forward(self, x):
        """Return x with noise if training is true, and x otherwise."""
        ### BEGIN SOLUTION
        self._mask = (self._rng.random(x.shape) >= self._p) / (1 - self._p) if self.training else np.ones(x.shape)
        return x * self._mask
        ### END SOLUTION

    def backward(self, dout):
        """Return dL/dx for the noise of the last forward."""
        ### BEGIN SOLUTION
        return dout * self._mask
        ### END SOLUTION


def train_step(model, x, y, lr):
    """Take one step of gradient descent on mean((model(x) - y)^2), writing into model.params; return the loss."""
    ### BEGIN SOLUTION
    error = model.forward(x) - y
    model.backward(2 * error / error.size)
    for name, value in model.params.items():
        value -= lr * model.grads[name]
    return np.mean(error**2)
    ### END SOLUTION
