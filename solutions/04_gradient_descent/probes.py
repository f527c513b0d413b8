"""What checks need on the student's side: functions to go down on, and a generator that lasts for two calls."""

import numpy as np


class CubeOfSum:
    """f(x) = (sum(weights * x))^3, of which a central difference of step h is too large by weights^3 h^2, exactly."""

    def __init__(self, weights):
        self._weights = np.array(weights)

    def __call__(self, x):
        """Return the number at x, an array of the weights' shape."""
        if np.shape(x) != self._weights.shape:
            raise ValueError(f"f is called with shape {np.shape(x)} where x has {self._weights.shape}")
        return float(np.sum(self._weights * x)) ** 3


class Uphill:
    """The gradient of sum(weights * x^4) / 4 + sum(x)^2 / 2."""

    def __init__(self, weights):
        self._weights = np.array(weights)

    def __call__(self, x):
        """Return the gradient at x, an array of the weights' shape or a number, in x's dtype if that is floating."""
        if np.shape(x) != self._weights.shape:
            raise ValueError(f"gradient is called with shape {np.shape(x)} where x0 has {self._weights.shape}")
        gradient = self._weights * np.asarray(x) ** 3.0 + np.sum(x)
        return gradient.astype(np.float32) if np.asarray(x).dtype == np.float32 else gradient


def two_epochs(minibatches, n, batch_size, rng):
    """Return the batches of two calls with one generator, which goes on from the first to the second."""
    return [[np.array(batch) for batch in minibatches(n, batch_size, rng)] for _ in range(2)]
