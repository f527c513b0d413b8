"""Neurons: from one neuron to a matrix.

A neuron weighs its inputs, adds a bias and squashes the sum. A layer is many neurons side by side, and a batch is many
examples: one matrix product computes them all.

Floating input keeps its dtype; lists and integers count as float64. Arguments are never modified.
"""

import numpy as np


def _floating(values) -> np.ndarray:
    """Return values as a floating array: float32 and float64 as they are, everything else as float64."""
    array = np.asarray(values)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def neuron(x: np.ndarray, w: np.ndarray, b: float) -> float:
    """Compute the activation of one neuron: sigmoid(x_1 w_1 + ... + x_n w_n + b), where sigmoid(z) = 1 / (1 + exp(-z)).

    x:       (in,) the inputs
    w:       (in,) one weight for each input
    b:       one number, the bias
    returns: one number between 0 and 1
    raises:  ValueError if x or w does not have one axis, if their lengths differ, or if b is an array with axes; the
             message names the argument at fault, x or w where the lengths differ
    note:    finite and without a warning where the sum is 1000, -1000, 1e30 or -1e30: exp of a large number overflows
    example: neuron([1, -1], [1, -2], 1) -> 0.982
    source:  the lecture's first neuron; Goodfellow et al. 2016, eq. 3.30
    """
    ### BEGIN SOLUTION
    x, w, b = _floating(x), _floating(w), _floating(b)
    if x.ndim != 1:
        raise ValueError(f"x has {x.ndim} axes; it should be (in,)")
    if w.shape != x.shape:
        raise ValueError(f"w has shape {w.shape}; there should be one weight for each input, {x.shape}")
    if b.ndim != 0:
        raise ValueError(f"b has shape {b.shape}; it should be one number")
    return float(_sigmoid((x * w).sum() + b))
    ### END SOLUTION


def dense(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Compute the weighted sums of a layer for a batch, without an activation: x @ weight.T + bias.

    x:       (batch, in) one example a row
    weight:  (out, in) one unit a row
    bias:    (out,) one number for each unit
    returns: (batch, out), the dtype of the arguments; one row stays a row, (1, out)
    raises:  ValueError if an argument has another number of axes, or sizes that should be equal are not; the message
             names the argument at fault, x or weight where their `in` differs. A bias of shape (out, 1) or (1,), or one
             number, is an error too: nothing is broadcast in silence
    note:    no Python loop over the rows: np.vectorize and np.apply_along_axis are such loops too. Loops over units, or
             over blocks of 1,024 rows or more, are fine
    example: dense([[1, -1]], [[1, -2], [-1, 1]], [1, 0]) -> [[4.0, -2.0]]
    source:  torch.nn.functional.linear
    """
    ### BEGIN SOLUTION
    x, weight, bias = _floating(x), _floating(weight), _floating(bias)
    if x.ndim != 2:
        raise ValueError(f"x has {x.ndim} axes; it should be (batch, in)")
    if weight.ndim != 2:
        raise ValueError(f"weight has {weight.ndim} axes; it should be (out, in)")
    if weight.shape[1] != x.shape[1]:
        raise ValueError(f"weight is for {weight.shape[1]} inputs, but x has {x.shape[1]}")
    if bias.shape != weight.shape[:1]:
        raise ValueError(f"bias has shape {bias.shape}; there should be one for each unit, {weight.shape[:1]}")
    return x @ weight.T + bias
    ### END SOLUTION


def network(x: np.ndarray, layers: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Send a batch through a stack of layers, with a sigmoid after every layer, the last one too.

    x:       (batch, in) one example a row
    layers:  a list of pairs (weight, bias), input side first, never empty; weight (out, in) and bias (out,) as in
             dense, where `in` is the number of units of the layer before
    returns: (batch, out of the last layer), the dtype of the arguments
    raises:  ValueError if x does not have two axes, the message then names x, or if a layer does not fit, as in dense;
             the message then names layers, weight, bias or x
    note:    finite and without a warning for sums of any size, and no Python loop over the rows; a loop over the layers
             is fine. The list is left as it is
    example: network([[1, -1]], [([[1, -2], [-1, 1]], [1, 0])]) -> [[0.982, 0.119]]
    source:  the lecture's network of three layers; Goodfellow et al. 2016, sec. 6.4
    """
    ### BEGIN SOLUTION
    for weight, bias in layers:
        x = _sigmoid(dense(x, weight, bias))
    return x
    ### END SOLUTION


def collapse_linear(layers: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Find the one dense layer that equals a stack of dense layers with no activation between them.

    layers:  a list of pairs (weight, bias), input side first, never empty; weight (out, in) and bias (out,), where `in`
             is the number of units of the layer before
    returns: the pair (weight, bias), weight (last out, first in) and bias (last out,), the dtype of the arguments:
             dense(x, weight, bias) is, for every x, what the stack gives
    raises:  ValueError if a weight does not have two axes, a bias is not (out,), or a layer does not fit the one
             before; the message names layers, weight or bias
    note:    the list and its arrays are left as they are
    example: collapse_linear([([[2]], [1]), ([[3]], [5])]) -> ([[6.0]], [8.0])
    source:  W2 (W1 x + b1) + b2 = (W2 W1) x + (W2 b1 + b2)
    """
    ### BEGIN SOLUTION
    total_weight, total_bias = _layer(layers[0])
    for layer in layers[1:]:
        weight, bias = _layer(layer)
        if weight.shape[1] != len(total_bias):
            raise ValueError(f"layers do not fit: one has {len(total_bias)} units, the next takes {weight.shape[1]}")
        total_weight, total_bias = weight @ total_weight, weight @ total_bias + bias
    return total_weight, total_bias
    ### END SOLUTION


### BEGIN SOLUTION
def _sigmoid(z):
    """Squash every entry into (0, 1)."""
    small = np.exp(-np.abs(z))  # at most 1, whatever z is
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


def _layer(layer):
    """Return weight and bias as arrays; ValueError if they do not fit."""
    weight, bias = _floating(layer[0]), _floating(layer[1])
    if weight.ndim != 2:
        raise ValueError(f"layers hold a weight with {weight.ndim} axes; it should be (out, in)")
    if bias.shape != weight.shape[:1]:
        raise ValueError(f"layers hold a bias of shape {bias.shape}; it should be {weight.shape[:1]}")
    return weight, bias


### END SOLUTION
