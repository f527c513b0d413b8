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
        ### BEGIN SOLUTION
        self.params, self.grads = {}, {}
        ### END SOLUTION

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return probabilities; every slice along the last axis sums to 1.

        x:       (..., classes) floating; scores may be large: exp(1000) is none of the steps
        returns: shape of x
        """
        ### BEGIN SOLUTION
        powers = np.exp(x - x.max(axis=-1, keepdims=True))
        self._out = powers / powers.sum(axis=-1, keepdims=True)
        return self._out
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dL/dx of the latest forward.

        dout:    (..., classes), dL/d(output)
        returns: shape of dout; every slice along the last axis sums to 0
        """
        ### BEGIN SOLUTION
        return self._out * (dout - (dout * self._out).sum(axis=-1, keepdims=True))
        ### END SOLUTION


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
        ### BEGIN SOLUTION
        self.layers = list(layers)
        self.training = True
        ### END SOLUTION

    ### BEGIN SOLUTION
    @property
    def params(self):
        """The arrays of all layers."""
        return self._collected("params")

    @property
    def grads(self):
        """The gradients of all layers."""
        return self._collected("grads")

    def _collected(self, which):
        return {
            f"{place}.{name}": array
            for place, layer in enumerate(self.layers)
            for name, array in getattr(layer, which).items()
        }

    ### END SOLUTION
    def forward(self, x: np.ndarray) -> np.ndarray:
        """Send x through all layers, from the first to the last."""
        ### BEGIN SOLUTION
        for layer in self.layers:
            x = layer.forward(x)
        return x
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Send dout, dL/d(output), through all layers from the last to the first, and return dL/dx."""
        ### BEGIN SOLUTION
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout
        ### END SOLUTION

    def train(self) -> None:
        """Set `training` to True on the model and on all its layers, those of models in it as well."""
        ### BEGIN SOLUTION
        self._set_mode(training=True)
        ### END SOLUTION

    def eval(self) -> None:
        """Set `training` to False on the model and on all its layers, those of models in it as well."""
        ### BEGIN SOLUTION
        self._set_mode(training=False)
        ### END SOLUTION

    ### BEGIN SOLUTION
    def _set_mode(self, *, training):
        self.training = training
        for layer in self.layers:
            if isinstance(layer, Sequential):
                layer._set_mode(training=training)
            else:
                layer.training = training

    ### END SOLUTION


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
    ### BEGIN SOLUTION
    history = {"loss": [], "accuracy": []}
    if validation is not None:
        history |= {"validation_loss": [], "validation_accuracy": []}
    for _ in range(epochs):
        model.train()
        total = hits = 0
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            value, right = _update(model, loss, optimizer, x[batch], y[batch])
            total += value * len(batch)
            hits += right
        history["loss"].append(float(total / len(x)))
        history["accuracy"].append(float(hits / len(x)))
        if validation is not None:
            logits = _outputs(model, validation[0])
            history["validation_loss"].append(float(loss[0](logits, validation[1])))
            history["validation_accuracy"].append(_accuracy(logits, validation[1]))
    return history
    ### END SOLUTION


### BEGIN SOLUTION
def _update(model, loss, optimizer, x, y):
    """Improve the model by one batch; return the loss and the number of right answers before that."""
    logits = model.forward(x)
    value = loss[0](logits, y)
    model.backward(loss[1](logits, y))
    params = model.params
    for key, array in optimizer.step(params, model.grads).items():
        params[key][...] = array
    return value, np.sum(logits.argmax(axis=-1) == y)


def _outputs(model, x):
    """Return the model's outputs in evaluation mode, and leave it in the mode it was in."""
    training = model.training
    model.eval()
    outputs = [model.forward(x[start : start + _PIECE]) for start in range(0, len(x), _PIECE)]
    if training:
        model.train()
    return np.concatenate(outputs)


def _accuracy(logits, labels):
    return float(np.mean(logits.argmax(axis=-1) == labels))


### END SOLUTION


def predict(model, x: np.ndarray) -> np.ndarray:
    """Return the class that the model gives the largest score, for every example.

    x:       (N, ...), what the model takes
    returns: (N,) whole numbers
    note:    runs in evaluation mode, and leaves the model in the mode it was in
    """
    ### BEGIN SOLUTION
    return _outputs(model, x).argmax(axis=-1)
    ### END SOLUTION


def evaluate(model, x: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Return how good a model is: (mean softmax cross-entropy in nats, accuracy between 0 and 1).

    x:       (N, ...), what the model takes
    labels:  (N,) whole numbers
    note:    runs in evaluation mode, and leaves the model in the mode it was in
    """
    ### BEGIN SOLUTION
    logits = _outputs(model, x)
    return float(softmax_cross_entropy(logits, labels)), _accuracy(logits, labels)
    ### END SOLUTION


### BEGIN SOLUTION
def _state(model, prefix=""):
    """Return every array that makes a trained model what it is: parameters, and running statistics."""
    found = {}
    for place, layer in enumerate(model.layers):
        if isinstance(layer, Sequential):
            found |= _state(layer, f"{prefix}{place}.")
            continue
        found |= {f"{prefix}{place}.{name}": array for name, array in layer.params.items()}
        for name in ("running_mean", "running_var"):
            if hasattr(layer, name):
                found[f"{prefix}{place}.{name}"] = getattr(layer, name)
    return found


### END SOLUTION


def save(model: Sequential, path: str | Path) -> None:
    """Write a model's arrays into one file: all of params, and running_mean and running_var of layers that have them.

    path: exactly this file; what was in it is replaced
    note: numpy.savez adds ".npz" to a name without it, but not to an open file
    """
    ### BEGIN SOLUTION
    with Path(path).open("wb") as file:
        np.savez(file, **_state(model))
    ### END SOLUTION


def load(model: Sequential, path: str | Path) -> Sequential:
    """Read the arrays that save has written into a model of the same build, and return that model.

    model:   its arrays are written to, in place
    path:    a file written by save
    returns: model itself
    raises:  ValueError that names the key if the file has other keys or shapes than the model, which stays as it is
    note:    every number comes back as it was. No pickle: a file that somebody sends you must not run code
    """
    ### BEGIN SOLUTION
    state = _state(model)
    with np.load(path, allow_pickle=False) as file:
        arrays = {key: file[key] for key in file.files}
    if wrong := sorted(state.keys() ^ arrays.keys()):
        raise ValueError(f"{wrong[0]}: this key is in the {'model' if wrong[0] in state else 'file'} only")
    for key, array in arrays.items():
        if array.shape != state[key].shape:
            raise ValueError(f"{key} has shape {array.shape} in the file, and {state[key].shape} in the model")
    for key, array in arrays.items():
        state[key][...] = array
    return model
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    side = image_size // 2 // 2
    return Sequential(
        [
            Conv2d(channels, 10, 3, rng, padding="same"),
            ReLU(),
            MaxPool2d(2),
            Conv2d(10, 10, 3, rng, padding="same"),
            ReLU(),
            MaxPool2d(2),
            Flatten(),
            Dense(10 * side * side, 200, rng),
            ReLU(),
            Dense(200, classes, rng),
        ]
    )
    ### END SOLUTION
