"""A convolutional network, trained to read digits.

Everything comes from your earlier exercises. What is new is the model, which makes one layer of many, and the loop that
trains it. A model is a layer itself: it has forward, backward, params and grads, and may lie inside another model.

Some layers behave differently while they train (dropout, batch normalisation). They have an attribute `training`, and
so has a model: train() and eval() set it for the model and for everything in it.

Images are (N, C, H, W), labels are whole numbers from 0 on. No argument is ever modified but the model that is trained.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from backprop import Dense, ReLU
from convolution import Conv2d
from losses import softmax_cross_entropy, softmax_cross_entropy_backward  # noqa: F401 - the second is for fit
from optimizers import Adadelta  # noqa: F401 - what build_cnn is trained with
from pooling import Flatten, MaxPool2d

_PIECE = 250  # examples that predict and evaluate send through the model at once: all of a test set may not fit

Loss = tuple[Callable, Callable]  # a function of (logits, labels) and its gradient with respect to the logits


class Softmax:
    """A layer that turns each example's scores into probabilities, along the last axis.

    params, grads: {}
    example: forward([[0, 0]]) -> [[0.5, 0.5]]; backward([[1, 0]]) then -> [[0.25, -0.25]]
    source:  torch.nn.Softmax(dim=-1)
    """

    def __init__(self):
        raise NotImplementedError("not written yet")

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return probabilities; every slice along the last axis sums to 1.

        x:       (..., classes) floating; scores may be large: exp(1000) is none of the steps
        returns: shape of x
        """
        raise NotImplementedError("not written yet")

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dL/dx of the latest forward.

        dout:    (..., classes), dL/d(output)
        returns: shape of dout; every slice along the last axis sums to 0
        """
        raise NotImplementedError("not written yet")


class Sequential:
    """A model: layers, one after the other.

    layers:   the list of its layers, an attribute; models may be among them
    training: whether the model is being trained, at first True; set by train() and eval()
    params:   every layer's arrays, not copies, under `<position in layers>.<name>`: of [Conv2d, ReLU, Dense] the keys
              are 0.weight, 0.bias, 2.weight and 2.bias. A model at position 1 whose own key is 0.weight gives
              1.0.weight. model.params[key][...] = value takes effect in the next forward
    grads:    the gradients of the latest backward under the same keys
    source:   torch.nn.Sequential
    """

    def __init__(self, layers: list):
        raise NotImplementedError("not written yet")

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Send x through all layers, from the first to the last."""
        raise NotImplementedError("not written yet")

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Send dout, dL/d(output), through all layers from the last to the first, and return dL/dx."""
        raise NotImplementedError("not written yet")

    def train(self) -> None:
        """Set `training` to True on the model and on all its layers, those of models in it as well."""
        raise NotImplementedError("not written yet")

    def eval(self) -> None:
        """Set `training` to False on the model and on all its layers, those of models in it as well."""
        raise NotImplementedError("not written yet")


def fit(
    model,
    loss: Loss,
    optimizer,
    x: np.ndarray,
    y: np.ndarray,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
    validation: tuple[np.ndarray, np.ndarray] | None = None,
) -> dict[str, list[float]]:
    """Train a model, and report how it went.

    model:      anything with forward, backward, params, grads, training, train() and eval()
    loss:       (function, backward), such as (softmax_cross_entropy, softmax_cross_entropy_backward): both take
                (logits, labels); the first returns the mean over the batch, the second dL/d(logits)
    optimizer:  has step(params, grads) -> new params, and keeps what it remembers; one for the whole run
    x, y:       the examples, along axis 0, and their labels (N,)
    epochs:     how often every example is used
    batch_size: examples for one update; the last batch of an epoch may be smaller, and is used as well
    rng:        draws the order of the examples, anew for each epoch
    validation: (x, labels) that are only looked at, after each epoch, in evaluation mode
    returns:    history, one number for each epoch under each key: "loss" and "accuracy", means over the examples of
                the epoch, as the forward pass found them just before each update; and with validation also
                "validation_loss" (the same loss function) and "validation_accuracy". Accuracy is between 0 and 1
    note:       each epoch begins with model.train(). For each batch: forward, loss, backward, one step of the
                optimizer for all keys, and its results written into the arrays of model.params
    """
    raise NotImplementedError("not written yet")


def predict(model, x: np.ndarray) -> np.ndarray:
    """Return the class that the model gives the largest score, for every example.

    x:       (N, ...), what the model takes
    returns: (N,) whole numbers
    note:    runs in evaluation mode, and leaves the model in the mode it was in
    """
    raise NotImplementedError("not written yet")


def evaluate(model, x: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Return how good a model is: (mean softmax cross-entropy in nats, accuracy between 0 and 1).

    x:       (N, ...), what the model takes
    labels:  (N,) whole numbers
    note:    runs in evaluation mode, and leaves the model in the mode it was in
    """
    raise NotImplementedError("not written yet")


def save(model: Sequential, path: str | Path) -> None:
    """Write a model's arrays into one file: all of params, and running_mean and running_var of layers that have them.

    path: exactly this file; what was in it is replaced
    note: numpy.savez adds ".npz" to a name without it, but not to an open file
    """
    raise NotImplementedError("not written yet")


def load(model: Sequential, path: str | Path) -> Sequential:
    """Read the arrays that save has written into a model of the same build, and return that model.

    model:   its arrays are written to, in place
    path:    a file written by save
    returns: model itself
    raises:  ValueError that names the key if the file has other keys or shapes than the model, which stays as it is
    note:    every number comes back as it was. No pickle: a file that somebody sends you must not run code
    """
    raise NotImplementedError("not written yet")


def build_cnn(rng: np.random.Generator, image_size: int = 28, channels: int = 1, classes: int = 10) -> Sequential:
    """Make the network that reads digits, not trained yet.

    image_size: height and width of the images: pixels, at least 4
    channels:   of an image: 1 for grey
    classes:    how many scores come out
    returns:    ten layers: Conv2d of 10 kernels 3x3 that keeps the size, ReLU, MaxPool2d of 2x2; the same three again;
                Flatten, Dense of 200 units, ReLU, Dense of `classes` units. There is no softmax: it is in the loss
    note:       rng draws what the layers draw, and they keep the initial values that they give themselves. Pooling
                rounds down: after the two the side is image_size // 2 // 2
    example:    the keys of params are 0, 3, 7 and 9, each .weight and .bias; "7.weight" is (200, 490) for 28 pixels
    """
    raise NotImplementedError("not written yet")
