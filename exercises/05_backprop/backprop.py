"""Backpropagation: layers that pass gradients back, and a network made of them that learns.

A layer is an object with two methods and two dicts:

forward(x)      the layer's output; the layer keeps what backward will need
backward(dout)  dL/dx, where dout is dL/d(output); fills grads on the way
params          {name: float64 array}; others train the layer by writing into these arrays, in place
grads           {name: gradient of the latest backward}, with the keys of params; free before the first backward

backward belongs to the latest forward, and calling it again gives the same: gradients replace the old ones, they do not
add up. Only the loss divides by the batch size, no layer does. Two layers share nothing. forward looks at params each
time, since somebody may have written into them.

Every array argument may also be a list or an array of integers, and counts as float64. No argument is ever modified.
"""

from itertools import pairwise

import numpy as np


class Dense:
    """A dense layer, x @ weight.T + bias: every input to every unit.

    in_features: how many inputs
    out_features: how many units
    rng:     numpy.random.Generator, the only source of chance
    params:  "weight" (out_features, in_features), drawn uniformly between -bound and bound with
             bound = sqrt(6 / (in_features + out_features)); "bias" (out_features,), zeros; both float64
    grads:   "weight" and "bias", each of its parameter's shape
    example: weight [[1, -2]] and bias [3] turn [[5, 1]] into [[6]]; backward([[10]]) then returns [[10, -20]], and
             grads are {"weight": [[50, 10]], "bias": [10]}
    source:  torch.nn.Linear; Glorot and Bengio 2010, eq. 16 (Xavier-uniform); torch.nn.init.xavier_uniform_
    """

    def __init__(self, in_features: int, out_features: int, rng: np.random.Generator):
        raise NotImplementedError("not written yet")

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return the weighted sums of every example.

        x:       (batch, in_features)
        returns: (batch, out_features)
        raises:  ValueError if x is not (batch, in_features); the message names x
        """
        raise NotImplementedError("not written yet")

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Fill grads, and return the gradient of what came in.

        dout:    (batch, out_features), dL/d(output)
        returns: dL/dx, (batch, in_features)
        note:    an entry of weight or bias serves all examples: its gradient is the sum over the batch, not the mean
        """
        raise NotImplementedError("not written yet")


class Sigmoid:
    """The layer 1 / (1 + exp(-x)), entry by entry; any shape.

    params, grads: {}: there is nothing to train
    note:    silent, and right, for every finite x: also at -1000 and 1e30
    example: forward([[0, 2]]) -> [[0.5, 0.881]]; then backward([[10, 10]]) -> [[2.5, 1.05]]
    source:  s' = s (1 - s); torch.nn.Sigmoid
    """

    def __init__(self):
        raise NotImplementedError("not written yet")

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return sigmoid(x), of x's shape."""
        raise NotImplementedError("not written yet")

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dL/dx for dout = dL/d(output); both of x's shape."""
        raise NotImplementedError("not written yet")


class Tanh:
    """The layer tanh(x), entry by entry; any shape.

    params, grads: {}: there is nothing to train
    note:    silent, and right, for every finite x
    example: forward([[0, 2]]) -> [[0, 0.964]]; then backward([[10, 10]]) -> [[10, 0.707]]
    source:  tanh' = 1 - tanh^2; torch.nn.Tanh
    """

    def __init__(self):
        raise NotImplementedError("not written yet")

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return tanh(x), of x's shape."""
        raise NotImplementedError("not written yet")

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dL/dx for dout = dL/d(output); both of x's shape."""
        raise NotImplementedError("not written yet")


class ReLU:
    """The layer max(x, 0), entry by entry; any shape.

    params, grads: {}: there is nothing to train
    note:    where x is 0 the gradient is 0, too
    example: forward([[-3, 0, 2]]) -> [[0, 0, 2]]; then backward([[10, 10, 10]]) -> [[0, 0, 10]]
    source:  torch.nn.ReLU
    """

    def __init__(self):
        raise NotImplementedError("not written yet")

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return max(x, 0), of x's shape."""
        raise NotImplementedError("not written yet")

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dL/dx for dout = dL/d(output); both of x's shape."""
        raise NotImplementedError("not written yet")


class MLP:
    """A multi-layer perceptron: dense layers, with an activation after each but the last.

    sizes:   list of ints, at least two: the inputs, the units of each hidden layer, the outputs
    activation: a class of layers, such as Sigmoid; activation() makes one, and every dense layer but the last is
             followed by one of its own
    rng:     draws the weights of one Dense after the other, from the first on
    params:  "0.weight", "0.bias", "1.weight", ...: the arrays of the dense layers, counted from 0; activations are not
             counted, and have no keys. They are the layers' own arrays, not copies: model.params[key][...] = value
             takes effect in the next forward. A dict made once or a property that collects them, as you like
    grads:   the gradients of the latest backward under the same keys
    example: MLP([784, 500, 500, 10], Sigmoid, rng): dense, sigmoid, dense, sigmoid, dense; "0.weight" is (500, 784),
             "1.weight" (500, 500), "2.weight" (10, 500)
    source:  torch.nn.Sequential
    """

    def __init__(self, sizes: list[int], activation: type, rng: np.random.Generator):
        raise NotImplementedError("not written yet")

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Send x through all layers.

        x:       (batch, sizes[0])
        returns: (batch, sizes[-1])
        """
        raise NotImplementedError("not written yet")

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Send dout through all layers from the last to the first, fill grads, and return dL/dx.

        dout:    (batch, sizes[-1]), dL/d(output)
        returns: dL/dx, (batch, sizes[0])
        """
        raise NotImplementedError("not written yet")


def path_gradient(x: np.ndarray, weights: list[np.ndarray], y: float) -> float:
    """Return dL/dw1_11 of a 2-2-2-1 network, by adding up the two paths from that weight to the loss.

    The network has no biases: z1 = w1 @ x, a1 = s(z1), z2 = w2 @ a1, a2 = s(z2), y_hat = w3 @ a2, where s is the
    sigmoid; the loss is L = 1/2 (y_hat - y)^2. The output has no activation.

    x:       (2,), one example
    weights: [w1, w2, w3] of shapes (2, 2), (2, 2), (1, 2), each (out, in): w2_i1 is w2[i - 1, 0]
    y:       a number
    returns: a number, (y_hat - y) * sum over i of (w3_1i * s'(z2_i) * w2_i1) * s'(z1_1) * x_1
    note:    silent for every finite x; s' is the slope of the sigmoid, taken at z, which is before the sigmoid
    example: path_gradient([2, 1], [[[1, -2], [-1, 1]], [[2, -1], [-2, -1]], [[3, -1]]], 1) -> 0.668
    source:  the chain rule along every path; the README draws them
    """
    raise NotImplementedError("not written yet")


def train_step(model, x: np.ndarray, y: np.ndarray, lr: float) -> float:
    """Take one step of gradient descent on L = 1/2 sum((output - y)^2) / batch.

    model:   any object with forward, backward, params and grads as a layer has them; params and grads may be made anew
             at each look, and hold their keys in any order
    x:       (batch, ...), what model.forward takes
    y:       what the output should be, of the output's shape, which is (batch, ...)
    lr:      the learning rate: parameter - lr * gradient, written into the arrays of model.params in place
    returns: L before the step, a number
    raises:  ValueError if y does not have the output's shape; the message names y
    note:    one forward, then one backward, which is given dL/d(output): it holds the 1 / batch of L, once. Every other
             axis is summed over, in L as well
    example: a Dense of weight [[1]] and bias [0]: train_step(dense, [[1], [2], [3]], [[1], [5], [3]], 0.1) -> 1.5, and
             then the weight is [[1.2]] and the bias [0.1]
    """
    raise NotImplementedError("not written yet")


def gradient_norms(model: MLP, x: np.ndarray, dout: np.ndarray) -> list[float]:
    """Return how large the gradient of every dense layer's weight is: a network's vanishing gradient, seen.

    model:   an MLP of any depth; its params stay as they are
    x:       what model.forward takes; it is called here, and so is backward
    dout:    dL/d(output)
    returns: list of floats, or 1-D array: for each dense layer, from the first on, the square root of the sum of the
             squares of its weight's gradient (the Frobenius norm); biases are left out
    note:    there may be more than ten layers: as strings, "10.weight" comes before "2.weight"
    example: for MLP([1, 1, 1], Sigmoid, rng) with weights 0 and 4 and biases 0
             gradient_norms(model, [[3]], [[1]]) -> [3.0, 0.5]
    """
    raise NotImplementedError("not written yet")
