"""Losses: one number that says how wrong a prediction is.

A mean over the batch is taken here, once, and nowhere else. Each `f_backward` takes the same arguments as f and returns
the gradient of the loss with respect to the first one. Nothing is broadcast: shapes have to fit.

Floating input keeps its dtype; lists and integers count as float64. Arguments are never modified.
"""

import numpy as np


def _floating(values) -> np.ndarray:
    """Return values as a floating array: float32 and float64 as they are, everything else as float64."""
    array = np.asarray(values)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def half_squared_error(prediction: np.ndarray, target: np.ndarray) -> float:
    """Add up half the squares of the errors.

    prediction: any shape, floating
    target:     the same shape
    returns:    one number
    raises:     ValueError that names target if its shape is not the prediction's
    example:    half_squared_error([1, 2], [4, 2]) -> 4.5
    """
    raise NotImplementedError("not written yet")


def half_squared_error_backward(prediction: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return the gradient of half_squared_error with respect to the prediction.

    prediction: any shape, floating
    target:     the same shape
    returns:    shape and dtype of the prediction
    raises:     ValueError as half_squared_error does
    example:    half_squared_error_backward([1, 2], [4, 2]) -> [-3, 0]
    """
    raise NotImplementedError("not written yet")


def mean_squared_error(prediction: np.ndarray, target: np.ndarray) -> float:
    """Average the squares of the errors over every element.

    prediction: any shape, floating
    target:     the same shape
    returns:    one number
    raises:     ValueError that names target if its shape is not the prediction's
    example:    mean_squared_error([1, 2], [4, 2]) -> 4.5
    source:     torch.nn.functional.mse_loss
    """
    raise NotImplementedError("not written yet")


def mean_squared_error_backward(prediction: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return the gradient of mean_squared_error with respect to the prediction.

    prediction: any shape, floating
    target:     the same shape
    returns:    shape and dtype of the prediction
    raises:     ValueError as mean_squared_error does
    example:    mean_squared_error_backward([1, 2], [4, 2]) -> [-3, 0]
    """
    raise NotImplementedError("not written yet")


def mean_absolute_error(prediction: np.ndarray, target: np.ndarray) -> float:
    """Average the sizes of the errors over every element.

    prediction: any shape, floating
    target:     the same shape
    returns:    one number
    raises:     ValueError that names target if its shape is not the prediction's
    example:    mean_absolute_error([1, 2], [4, 2]) -> 1.5
    source:     torch.nn.functional.l1_loss
    """
    raise NotImplementedError("not written yet")


def mean_absolute_error_backward(prediction: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return the gradient of mean_absolute_error with respect to the prediction.

    prediction: any shape, floating
    target:     the same shape
    returns:    shape and dtype of the prediction; 0 where the prediction is the target
    raises:     ValueError as mean_absolute_error does
    example:    mean_absolute_error_backward([1, 2], [4, 2]) -> [-0.5, 0]
    """
    raise NotImplementedError("not written yet")


def binary_cross_entropy_with_logits(logits: np.ndarray, target: np.ndarray) -> float:
    """Average -(y log p + (1 - y) log(1 - p)) with p = sigmoid(logits) over every element.

    logits:  any shape, floating
    target:  the same shape, y, any numbers from 0 to 1
    returns: one number, loss: nats
    raises:  ValueError that names target if its shape is not the logits'
    note:    finite and without a warning for logits of any size; nothing is clipped: a logit of -1000 for target 1
             costs 1000
    example: binary_cross_entropy_with_logits([0], [1]) -> 0.693
    source:  torch.nn.functional.binary_cross_entropy_with_logits
    """
    raise NotImplementedError("not written yet")


def binary_cross_entropy_with_logits_backward(logits: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return the gradient of binary_cross_entropy_with_logits with respect to the logits.

    logits:  any shape, floating
    target:  the same shape, any numbers from 0 to 1
    returns: shape and dtype of the logits
    raises:  ValueError as binary_cross_entropy_with_logits does
    example: binary_cross_entropy_with_logits_backward([0], [1]) -> [-0.5]
    source:  (sigmoid(logits) - target) / the number of elements
    """
    raise NotImplementedError("not written yet")


def cross_entropy(probabilities: np.ndarray, one_hot: np.ndarray) -> float:
    """Average -sum(y log p) over the rows, where 0 log 0 is 0.

    probabilities: (batch, classes) floating, p; above 0 at the right class
    one_hot:       (batch, classes), y: exactly one 1 in each row, else 0
    returns:       one number, loss: nats
    raises:        ValueError that names the argument if probabilities lack two axes, or one_hot has another shape
    note:          without a warning where p is 0 for a wrong class; nothing is clipped or added
    example:       cross_entropy([[0.5, 0.5, 0]], [[0, 1, 0]]) -> 0.693
    source:        Goodfellow et al. 2016, sec. 3.13
    """
    raise NotImplementedError("not written yet")


def cross_entropy_backward(probabilities: np.ndarray, one_hot: np.ndarray) -> np.ndarray:
    """Return the gradient of cross_entropy with respect to the probabilities, taken as free variables.

    probabilities: (batch, classes) floating, p; above 0 at the right class
    one_hot:       (batch, classes), y: exactly one 1 in each row, else 0
    returns:       (batch, classes), dtype of the probabilities: -y / (batch p), 0 where y is 0
    raises:        ValueError as cross_entropy does
    example:       cross_entropy_backward([[0.5, 0.5, 0]], [[0, 1, 0]]) -> [[0, -2, 0]]
    """
    raise NotImplementedError("not written yet")


def softmax_cross_entropy(logits: np.ndarray, labels: np.ndarray) -> float:
    """Average the surprise at the right class, -log(softmax(logits)[label]), over the batch.

    logits:  (batch, classes) floating
    labels:  (batch,) integers from 0 to classes - 1
    returns: one number, loss: nats
    raises:  ValueError if logits do not have two axes, or labels do not fit them (shape, kind, range); the message
             names the argument
    note:    finite and without a warning for logits of any size; nothing is clipped: a logit of -1000 for the right
             class beside a 0 costs 1000
    example: softmax_cross_entropy([[0, 0]], [1]) -> 0.693
    source:  Goodfellow et al. 2016, sec. 6.2.2.3; torch.nn.functional.cross_entropy
    """
    raise NotImplementedError("not written yet")


def softmax_cross_entropy_backward(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the gradient of softmax_cross_entropy with respect to the logits.

    logits:  (batch, classes) floating
    labels:  (batch,) integers from 0 to classes - 1
    returns: (batch, classes), dtype of the logits; every row sums to 0
    raises:  ValueError as softmax_cross_entropy does
    example: softmax_cross_entropy_backward([[0, 0]], [1]) -> [[0.5, -0.5]]
    source:  (softmax(logits) - one_hot(labels)) / batch
    """
    raise NotImplementedError("not written yet")


def total_loss(losses: np.ndarray) -> float:
    """Add up the losses of the examples.

    losses:  (examples,) floating
    returns: one number
    raises:  ValueError that names losses if they do not have one axis
    example: total_loss([0.5, 2, 1]) -> 3.5
    """
    raise NotImplementedError("not written yet")


def total_loss_backward(losses: np.ndarray) -> np.ndarray:
    """Return the gradient of total_loss with respect to the losses.

    losses:  (examples,) floating
    returns: (examples,), dtype of the losses
    raises:  ValueError as total_loss does
    example: total_loss_backward([0.5, 2, 1]) -> [1, 1, 1]
    """
    raise NotImplementedError("not written yet")
