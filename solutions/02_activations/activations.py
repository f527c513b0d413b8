"""Activations: the bends that make a network more than one matrix.

Every `f_backward(dout, x, ...)` takes the gradient of the loss with respect to f's output and the input that f was
given, and returns the gradient of the loss with respect to that input: the chain rule, one step of it.

Floating input keeps its dtype; lists and integers count as float64. Arguments are never modified.
"""

import numpy as np


def _floating(values) -> np.ndarray:
    """Return values as a floating array: float32 and float64 as they are, everything else as float64."""
    array = np.asarray(values)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squash every entry into (0, 1): 1 / (1 + exp(-x)).

    x:       any shape, floating
    returns: same shape and dtype
    note:    finite and without a warning at x = 1000 and x = -1000 too: exp of a large number overflows
    example: sigmoid([0, 3.9]) -> [0.5, 0.98]
    source:  Goodfellow et al. 2016, eq. 3.30; torch.sigmoid
    """
    ### BEGIN SOLUTION
    x = _floating(x)
    small = np.exp(-np.abs(x))  # at most 1, whatever x is
    return np.where(x >= 0, 1 / (1 + small), small / (1 + small))
    ### END SOLUTION


def sigmoid_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Pass a gradient back through sigmoid.

    dout:    dL/d(sigmoid(x)), of x's shape
    x:       the input that sigmoid was given, any shape, floating
    returns: dL/dx, of x's shape and dtype
    raises:  ValueError if dout's shape is not x's; the message names dout
    example: sigmoid_backward([1, 4], [0, 0]) -> [0.25, 1.0]
    source:  s'(x) = s(x) (1 - s(x))
    """
    ### BEGIN SOLUTION
    dout, x = _floating(dout), _floating(x)
    if dout.shape != x.shape:
        raise ValueError(f"dout has shape {dout.shape}; it should have x's, {x.shape}")
    s = sigmoid(x)
    return dout * s * (1 - s)
    ### END SOLUTION


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Turn logits into probabilities along one axis: exp(x) / sum(exp(x)).

    x:       (..., classes, ...) floating; the classes lie along `axis`
    axis:    any axis of x, also counted from the end
    returns: same shape and dtype; every slice along axis sums to 1
    raises:  ValueError if axis is out of range; the message names axis
    note:    finite and without a warning for logits of any size: softmax(x) = softmax(x - c) for every number c
    example: softmax([0, 0]) -> [0.5, 0.5]
    source:  Goodfellow et al. 2016, eq. 6.29; torch.nn.functional.softmax
    """
    ### BEGIN SOLUTION
    x = _floating(x)
    e = np.exp(x - x.max(axis=axis, keepdims=True))  # max raises AxisError, a ValueError, for an axis out of range
    return e / e.sum(axis=axis, keepdims=True)
    ### END SOLUTION


def softmax_backward(dout: np.ndarray, x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Pass a gradient back through softmax: every output depends on every logit of its slice.

    dout:    dL/d(softmax(x)), of x's shape
    x:       the input that softmax was given, floating
    axis:    the axis that softmax was given
    returns: dL/dx, of x's shape and dtype
    raises:  ValueError if dout's shape is not x's, or axis is out of range; the message names the argument
    example: softmax_backward([1, 0], [0, 0]) -> [0.25, -0.25]
    source:  dL/dx_i = p_i (dout_i - sum_j p_j dout_j), from dp_j/dx_i = p_j ((i = j) - p_i)
    """
    ### BEGIN SOLUTION
    dout, x = _floating(dout), _floating(x)
    if dout.shape != x.shape:
        raise ValueError(f"dout has shape {dout.shape}; it should have x's, {x.shape}")
    p = softmax(x, axis)
    return p * (dout - (p * dout).sum(axis=axis, keepdims=True))
    ### END SOLUTION
