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
    raise NotImplementedError("not written yet")


def identity_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Pass a gradient back through identity.

    dout:    dL/d(identity(x)), of x's shape
    x:       the input that identity was given, any shape, floating
    returns: dL/dx, of x's shape and dtype; it may be dout itself
    raises:  ValueError if dout's shape is not x's; the message names dout
    example: identity_backward([1, 4], [-2, 3]) -> [1.0, 4.0]
    source:  the slope is 1 everywhere
    """
    raise NotImplementedError("not written yet")


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squash every entry into (0, 1): 1 / (1 + exp(-x)).

    x:       any shape, floating
    returns: same shape and dtype
    note:    finite and without a warning at x = 1000 and x = -1000 too: exp of a large number overflows
    example: sigmoid([0, 3.9]) -> [0.5, 0.98]
    source:  Goodfellow et al. 2016, eq. 3.30; torch.sigmoid
    """
    raise NotImplementedError("not written yet")


def sigmoid_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Pass a gradient back through sigmoid.

    dout:    dL/d(sigmoid(x)), of x's shape
    x:       the input that sigmoid was given, any shape, floating
    returns: dL/dx, of x's shape and dtype
    raises:  ValueError if dout's shape is not x's; the message names dout
    example: sigmoid_backward([1, 4], [0, 0]) -> [0.25, 1.0]
    source:  s'(x) = s(x) (1 - s(x))
    """
    raise NotImplementedError("not written yet")


def tanh(x: np.ndarray) -> np.ndarray:
    """Squash every entry into (-1, 1): (exp(x) - exp(-x)) / (exp(x) + exp(-x)).

    x:       any shape, floating
    returns: same shape and dtype
    note:    finite and without a warning at x = 1000 and x = -1000 too: exp of a large number overflows. NumPy has it
    example: tanh([0, 1]) -> [0.0, 0.762]
    source:  Goodfellow et al. 2016, sec. 6.3.2; torch.tanh
    """
    raise NotImplementedError("not written yet")


def tanh_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Pass a gradient back through tanh.

    dout:    dL/d(tanh(x)), of x's shape
    x:       the input that tanh was given, not its output; any shape, floating
    returns: dL/dx, of x's shape and dtype
    raises:  ValueError if dout's shape is not x's; the message names dout
    example: tanh_backward([1, 4], [0, 1]) -> [1.0, 1.68]
    source:  tanh'(x) = 1 - tanh(x)^2
    """
    raise NotImplementedError("not written yet")


def relu(x: np.ndarray) -> np.ndarray:
    """Keep what is positive, and put 0 in the place of the rest: max(x, 0).

    x:       any shape, floating
    returns: same shape and dtype
    example: relu([-2, 0, 3]) -> [0.0, 0.0, 3.0]
    source:  Goodfellow et al. 2016, sec. 6.3.1; torch.nn.functional.relu
    """
    raise NotImplementedError("not written yet")


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
    raise NotImplementedError("not written yet")


def leaky_relu(x: np.ndarray, negative_slope: float = 0.01) -> np.ndarray:
    """Keep what is positive, and multiply the rest by a slope.

    x:              any shape, floating
    negative_slope: any number: 0, negative ones and ones above 1 too
    returns:        same shape and dtype, whatever kind of number negative_slope is
    example:        leaky_relu([-2, 0, 3]) -> [-0.02, 0.0, 3.0]
    source:         Maas et al. 2013; torch.nn.functional.leaky_relu
    """
    raise NotImplementedError("not written yet")


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
    raise NotImplementedError("not written yet")


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
    raise NotImplementedError("not written yet")


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
    raise NotImplementedError("not written yet")


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
    raise NotImplementedError("not written yet")


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
    raise NotImplementedError("not written yet")


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
    raise NotImplementedError("not written yet")


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
    raise NotImplementedError("not written yet")


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
    raise NotImplementedError("not written yet")


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
    raise NotImplementedError("not written yet")
