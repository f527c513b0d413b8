"""Activations: the bends that make a network more than one matrix.

Every `f_backward(dout, x, ...)` takes the gradient of the loss with respect to f's output and the input that f was
given, and returns the gradient of the loss with respect to that input: the chain rule, one step of it.

Floating input keeps its dtype; lists and integers count as float64. Arguments are never modified, not even for a
moment; a result may share memory with one. No input up to 1e30 and down to -1e30 causes a warning where the result is
finite. Nothing is broadcast: shapes have to fit.
"""

import numpy as np


def _floating(values) -> np.ndarray:
    """Return values as a floating array: float32 and float64 as they are, everything else as float64."""
    array = np.asarray(values)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def identity(x: np.ndarray) -> np.ndarray:
    """Return every entry as it is: the activation of an output that may be any number.

    x:       any shape, floating
    returns: same shape and dtype, as an array; it may be x itself
    example: identity([-2, 3]) -> [-2.0, 3.0]
    source:  torch.nn.Identity
    """
    ### BEGIN SOLUTION
    return _floating(x)
    ### END SOLUTION


def identity_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Pass a gradient back through identity.

    dout:    dL/d(identity(x)), of x's shape
    x:       the input that identity was given, any shape, floating
    returns: dL/dx, of x's shape and dtype; it may be dout itself
    raises:  ValueError if dout's shape is not x's; the message names dout
    example: identity_backward([1, 4], [-2, 3]) -> [1.0, 4.0]
    source:  the slope is 1 everywhere
    """
    ### BEGIN SOLUTION
    dout, x = _pair(dout, x)
    return dout
    ### END SOLUTION


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
    dout, x = _pair(dout, x)
    s = sigmoid(x)
    return dout * s * (1 - s)
    ### END SOLUTION


def tanh(x: np.ndarray) -> np.ndarray:
    """Squash every entry into (-1, 1): (exp(x) - exp(-x)) / (exp(x) + exp(-x)).

    x:       any shape, floating
    returns: same shape and dtype
    note:    finite and without a warning at x = 1000 and x = -1000 too: exp of a large number overflows. NumPy has it
    example: tanh([0, 1]) -> [0.0, 0.762]
    source:  Goodfellow et al. 2016, sec. 6.3.2; torch.tanh
    """
    ### BEGIN SOLUTION
    return np.tanh(_floating(x))
    ### END SOLUTION


def tanh_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Pass a gradient back through tanh.

    dout:    dL/d(tanh(x)), of x's shape
    x:       the input that tanh was given, not its output; any shape, floating
    returns: dL/dx, of x's shape and dtype
    raises:  ValueError if dout's shape is not x's; the message names dout
    example: tanh_backward([1, 4], [0, 1]) -> [1.0, 1.68]
    source:  tanh'(x) = 1 - tanh(x)^2
    """
    ### BEGIN SOLUTION
    dout, x = _pair(dout, x)
    return dout * (1 - np.tanh(x) ** 2)
    ### END SOLUTION


def relu(x: np.ndarray) -> np.ndarray:
    """Keep what is positive, and put 0 in the place of the rest: max(x, 0).

    x:       any shape, floating
    returns: same shape and dtype
    example: relu([-2, 0, 3]) -> [0.0, 0.0, 3.0]
    source:  Goodfellow et al. 2016, sec. 6.3.1; torch.nn.functional.relu
    """
    ### BEGIN SOLUTION
    return np.maximum(_floating(x), 0)
    ### END SOLUTION


def relu_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Pass a gradient back through relu.

    dout:    dL/d(relu(x)), of x's shape
    x:       the input that relu was given, any shape, floating
    returns: dL/dx, of x's shape and dtype
    raises:  ValueError if dout's shape is not x's; the message names dout
    note:    at x = 0, where relu has a corner, the slope is taken as 0
    example: relu_backward([5, 6, 7], [-1, 0, 2]) -> [0.0, 0.0, 7.0]
    source:  the slope is 1 where x > 0, else 0
    """
    ### BEGIN SOLUTION
    dout, x = _pair(dout, x)
    return dout * (x > 0)
    ### END SOLUTION


def leaky_relu(x: np.ndarray, negative_slope: float = 0.01) -> np.ndarray:
    """Keep what is positive, and multiply the rest by a slope.

    x:              any shape, floating
    negative_slope: any number: 0, negative ones and ones above 1 too
    returns:        same shape and dtype, whatever kind of number negative_slope is
    example:        leaky_relu([-2, 0, 3]) -> [-0.02, 0.0, 3.0]
    source:         Maas et al. 2013; torch.nn.functional.leaky_relu
    """
    ### BEGIN SOLUTION
    x = _floating(x)
    slope = x.dtype.type(negative_slope)  # a NumPy float64 would turn float32 into float64
    return np.maximum(x, 0) + slope * np.minimum(x, 0)
    ### END SOLUTION


def leaky_relu_backward(dout: np.ndarray, x: np.ndarray, negative_slope: float = 0.01) -> np.ndarray:
    """Pass a gradient back through leaky_relu.

    dout:           dL/d(leaky_relu(x)), of x's shape
    x:              the input that leaky_relu was given, any shape, floating
    negative_slope: the slope that leaky_relu was given, any number
    returns:        dL/dx, of x's shape and dtype
    raises:         ValueError if dout's shape is not x's; the message names dout
    note:           at x = 0, where leaky_relu has a corner, the slope is taken as negative_slope
    example:        leaky_relu_backward([5, 6, 7], [-1, 0, 2]) -> [0.05, 0.06, 7.0]
    source:         the slope is 1 where x > 0, else negative_slope
    """
    ### BEGIN SOLUTION
    dout, x = _pair(dout, x)
    return np.where(x > 0, dout, dout * x.dtype.type(negative_slope))
    ### END SOLUTION


def elu(x: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    """Keep what is positive, and bend the rest towards -alpha: alpha (exp(x) - 1).

    x:       any shape, floating
    alpha:   a number above 0
    returns: same shape and dtype, whatever kind of number alpha is
    raises:  ValueError if alpha is 0 or less; the message names alpha
    note:    finite and without a warning at x = 1000 too: take exp only where x is not positive
    example: elu([-1, 0, 2]) -> [-0.632, 0.0, 2.0]
    source:  Clevert et al. 2016; torch.nn.functional.elu
    """
    ### BEGIN SOLUTION
    x = _floating(x)
    if alpha <= 0:
        raise ValueError(f"alpha is {alpha}; it should be above 0")
    return np.maximum(x, 0) + x.dtype.type(alpha) * np.expm1(np.minimum(x, 0))
    ### END SOLUTION


def elu_backward(dout: np.ndarray, x: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    """Pass a gradient back through elu.

    dout:    dL/d(elu(x)), of x's shape
    x:       the input that elu was given, any shape, floating
    alpha:   the number that elu was given, above 0
    returns: dL/dx, of x's shape and dtype
    raises:  ValueError if dout's shape is not x's, or alpha is 0 or less; the message names the argument
    note:    at x = 0, where elu has a corner unless alpha is 1, the slope is taken as alpha; finite and without a
             warning at x = 1000 too
    example: elu_backward([5, 6, 7], [-1, 0, 2]) -> [1.839, 6.0, 7.0]
    source:  the slope is 1 where x > 0, else alpha exp(x)
    """
    ### BEGIN SOLUTION
    dout, x = _pair(dout, x)
    if alpha <= 0:
        raise ValueError(f"alpha is {alpha}; it should be above 0")
    return np.where(x > 0, dout, dout * x.dtype.type(alpha)) * np.exp(np.minimum(x, 0))  # exp(0) is 1
    ### END SOLUTION


def maxout(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Compute the largest of several dense layers, unit by unit: max over k of x @ weight[k].T + bias[k].

    x:       (batch, in) one example a row
    weight:  (pieces, out, in) one dense layer's weight for each piece, at least one piece
    bias:    (pieces, out) one number for each piece and unit
    returns: (batch, out), the dtype of the arguments
    raises:  ValueError if an argument has another number of axes, or sizes that should be equal are not; the message
             names the argument at fault, x or weight where their `in` differs. A bias of shape (out,), (pieces, 1) or
             (1, out) is an error too: nothing is broadcast in silence
    example: maxout([[1, 2]], [[[1, 0]], [[2, -1]]], [[0], [0.5]]) -> [[1.0]], the larger of 1 and 0.5
    source:  Goodfellow et al. 2013; Goodfellow et al. 2016, sec. 6.3.3
    """
    ### BEGIN SOLUTION
    return _scores(_floating(x), _floating(weight), _floating(bias)).max(axis=0)
    ### END SOLUTION


def maxout_backward(
    dout: np.ndarray, x: np.ndarray, weight: np.ndarray, bias: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pass a gradient back through maxout: only the piece that was the largest receives it.

    dout:    (batch, out) dL/d(maxout(x, weight, bias))
    x:       (batch, in) the input that maxout was given
    weight:  (pieces, out, in) the weight that maxout was given
    bias:    (pieces, out) the bias that maxout was given
    returns: the tuple (dx, dweight, dbias), each of the shape and dtype of its argument; sums over the batch, no means
    raises:  ValueError as maxout does, and if dout is not (batch, out); the message then names dout
    note:    of pieces that are equally large the first one receives the whole gradient
    example: maxout_backward([[5]], [[1, 2]], [[[1, 0]], [[2, -1]]], [[0], [0.5]])
             -> ([[5.0, 0.0]], [[[5.0, 10.0]], [[0.0, 0.0]]], [[5.0], [0.0]])
    source:  for the piece k that wins: dL/dx = dout w_k, dL/dw_k = dout x, dL/db_k = dout
    """
    ### BEGIN SOLUTION
    dout, x, weight, bias = _floating(dout), _floating(x), _floating(weight), _floating(bias)
    scores = _scores(x, weight, bias)  # (pieces, batch, out)
    if dout.shape != scores.shape[1:]:
        raise ValueError(f"dout has shape {dout.shape}; it should be (batch, out), {scores.shape[1:]}")
    pieces = np.arange(len(weight))[:, None, None]
    share = dout * (pieces == scores.argmax(axis=0))  # (pieces, batch, out); argmax finds the first of equals
    return (share @ weight).sum(axis=0), share.transpose(0, 2, 1) @ x, share.sum(axis=1)
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
    dout, x = _pair(dout, x)
    p = softmax(x, axis)
    return p * (dout - (p * dout).sum(axis=axis, keepdims=True))
    ### END SOLUTION


def log_softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Compute the logarithms of softmax's probabilities along one axis: x - log(sum(exp(x))).

    x:       (..., classes, ...) floating; the classes lie along `axis`
    axis:    any axis of x, also counted from the end
    returns: same shape and dtype; natural logarithms, none above 0
    raises:  ValueError if axis is out of range; the message names axis
    note:    finite and without a warning for logits of any size, nothing is clipped: log_softmax([0, -1000]) is
             [0, -1000], while softmax rounds the second probability to 0
    example: log_softmax([0, 0]) -> [-0.693, -0.693]
    source:  torch.nn.functional.log_softmax
    """
    ### BEGIN SOLUTION
    x = _floating(x)
    x = x - x.max(axis=axis, keepdims=True)  # max raises AxisError, a ValueError, for an axis out of range
    return x - np.log(np.exp(x).sum(axis=axis, keepdims=True))
    ### END SOLUTION


def log_softmax_backward(dout: np.ndarray, x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Pass a gradient back through log_softmax: every output depends on every logit of its slice.

    dout:    dL/d(log_softmax(x)), of x's shape
    x:       the input that log_softmax was given, floating
    axis:    the axis that log_softmax was given
    returns: dL/dx, of x's shape and dtype
    raises:  ValueError if dout's shape is not x's, or axis is out of range; the message names the argument
    note:    finite and without a warning for logits of any size
    example: log_softmax_backward([1, 0], [0, 0]) -> [0.5, -0.5]
    source:  dL/dx_i = dout_i - p_i sum_j dout_j with p = softmax(x), from d(log p_j)/dx_i = (i = j) - p_i
    """
    ### BEGIN SOLUTION
    dout, x = _pair(dout, x)
    p = np.exp(log_softmax(x, axis))
    return dout - p * dout.sum(axis=axis, keepdims=True)
    ### END SOLUTION


### BEGIN SOLUTION
def _pair(dout, x):
    """Return an upstream gradient and an input as floating arrays; ValueError if their shapes differ."""
    dout, x = _floating(dout), _floating(x)
    if dout.shape != x.shape:
        raise ValueError(f"dout has shape {dout.shape}; it should have x's, {x.shape}")
    return dout, x


def _scores(x, weight, bias):
    """Return what every piece of maxout gives, (pieces, batch, out); ValueError if the sizes do not fit."""
    if x.ndim != 2:
        raise ValueError(f"x has {x.ndim} axes; it should be (batch, in)")
    if weight.ndim != 3:
        raise ValueError(f"weight has {weight.ndim} axes; it should be (pieces, out, in)")
    if weight.shape[2] != x.shape[1]:
        raise ValueError(f"weight is for {weight.shape[2]} inputs, but x has {x.shape[1]}")
    if bias.shape != weight.shape[:2]:
        raise ValueError(f"bias has shape {bias.shape}; it should be (pieces, out), {weight.shape[:2]}")
    return x @ weight.transpose(0, 2, 1) + bias[:, None, :]


### END SOLUTION
