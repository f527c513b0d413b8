"""Gradient descent: walk downhill, with steps that are neither too short nor too long.

A loss is a landscape over the weights. Nobody can try every place, but everywhere the gradient says which way is up.

Floating input keeps its dtype; lists and integers count as float64. Arguments are never modified.
"""

from collections.abc import Callable, Iterable

import numpy as np


def _floating(values) -> np.ndarray:
    """Return values as a floating array: float32 and float64 as they are, everything else as float64."""
    array = np.asarray(values)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def grid_search_cost(choices: int, weights: int, flops: float) -> tuple[float, float]:
    """Count what trying every combination of weights would take, one operation for each combination.

    choices: how many values are tried for each weight, an int
    weights: how many weights there are, an int
    flops:   operations per second, an int or a float
    returns: (combinations, seconds), each an int or a float
    note:    an integer of NumPy holds 64 bits, and 10^75 needs 250; Python's own grow, and a float is exact enough
    example: grid_search_cost(10, 3, 100.0) -> (1000, 10.0)
    """
    raise NotImplementedError("not written yet")


def numerical_gradient(f: Callable[[np.ndarray], float], x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """Estimate the gradient of f at x by central differences, one entry at a time.

    f:       function of an array of x's shape; returns one number, and leaves its argument alone
    x:       any shape (that of a single number, too) and any order in memory, floating
    h:       the step to each side, used as it is
    returns: df/dx, x's shape and dtype
    note:    f is called with float64 copies of x, also where x is float32: a step of 1e-5 is lost in float32
    example: numerical_gradient(lambda x: x[0] ** 3 + x[1], [2, 5], 0.5) -> [12.25, 1.0]
    source:  (f(x + h e_i) - f(x - h e_i)) / 2h, where e_i is 1 at entry i and 0 elsewhere
    """
    raise NotImplementedError("not written yet")


def gradient_descent(gradient: Callable[[np.ndarray], np.ndarray], x0: np.ndarray, lr: float, steps: int) -> np.ndarray:
    """Walk from x0 against the gradient, x - lr * gradient(x), and return every place on the way.

    gradient: function of a place, of x0's shape and dtype; returns an array of the same shape and dtype
    x0:      any shape, or a number; floating
    lr:      the learning rate, a number from 0 on
    steps:   how many steps, from 0 on: all of them are taken, also where the ground is flat
    returns: (steps + 1, ...) of x0's dtype: x0 itself, then the place after each step
    example: gradient_descent(lambda x: 2 * x, [1, 3], 0.25, 2) -> [[1, 3], [0.5, 1.5], [0.25, 0.75]]
    source:  Goodfellow et al. 2016, eq. 4.5; torch.optim.SGD
    """
    raise NotImplementedError("not written yet")


def minibatches(n: int, batch_size: int, rng: np.random.Generator) -> Iterable[np.ndarray]:
    """Deal the numbers 0 to n - 1 into batches, in an order drawn from rng at each call.

    n:       how many examples there are, from 1 on
    batch_size: how many go into a batch, from 1 on; may be more than n
    rng:     the only source of chance: equal generators give equal batches
    returns: a list or an iterator of 1-D integer arrays; every example is in one of them, once; all have batch_size
             entries, but the last may be shorter; none is empty: ceil(n / batch_size) batches
    example: list(minibatches(5, 2, rng)) -> for instance [[3, 0], [4, 1], [2]]
    """
    raise NotImplementedError("not written yet")


def linear_regression_fit(
    x: np.ndarray, y: np.ndarray, lr: float, epochs: int, batch_size: int, rng: np.random.Generator
) -> tuple[np.ndarray, float, list[float]]:
    """Fit y = x @ w + b by gradient descent on the mean squared error, one update for each minibatch.

    x:       (examples, in) floating
    y:       (examples,) of x's dtype
    lr:      the learning rate
    epochs:  how often to go through all examples, from 1 on
    batch_size: from 1 on; 1 is stochastic, the number of examples or more is (full) batch gradient descent
    rng:     draws the batches, anew in each epoch, as minibatches does; a short last batch is used
    returns: (w, b, history): w is (in,) of x's dtype, b a number, history holds `epochs` floats: the mean squared error
             on all data after each epoch
    raises:  ValueError if x does not have two axes, or y not one number for each row; the message names the argument
    note:    w and b begin at zero and move together; the gradient is that of mean((x @ w + b - y)^2), so there is a 2
             in it, and the mean is over the examples that are in the batch
    example: linear_regression_fit([[1], [3]], [2, 4], 0.1, 1, 2, rng) -> ([1.4], 0.6, [0.32])
    source:  torch.nn.functional.mse_loss, torch.optim.SGD
    """
    raise NotImplementedError("not written yet")


def max_stable_lr(hessian: np.ndarray) -> float:
    """Return the learning rate above which gradient descent on a quadratic valley climbs out of it.

    hessian: (weights, weights) floating; symmetric, no eigenvalue below zero, not all of them zero
    returns: 2 / (largest eigenvalue), a number
    raises:  ValueError if hessian is not a square matrix; the message names hessian
    example: max_stable_lr([[2, 1], [1, 2]]) -> 0.667
    source:  a step multiplies the distance along each eigenvector by 1 - lr * eigenvalue; Goodfellow et al. 2016, 4.3.1
    """
    raise NotImplementedError("not written yet")
