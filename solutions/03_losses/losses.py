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
    ### BEGIN SOLUTION
    prediction, target = _pair(prediction, target, "prediction")
    return 0.5 * ((prediction - target) ** 2).sum()
    ### END SOLUTION


def half_squared_error_backward(prediction: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return the gradient of half_squared_error with respect to the prediction.

    prediction: any shape, floating
    target:     the same shape
    returns:    shape and dtype of the prediction
    raises:     ValueError as half_squared_error does
    example:    half_squared_error_backward([1, 2], [4, 2]) -> [-3, 0]
    """
    ### BEGIN SOLUTION
    prediction, target = _pair(prediction, target, "prediction")
    return prediction - target
    ### END SOLUTION


def mean_squared_error(prediction: np.ndarray, target: np.ndarray) -> float:
    """Average the squares of the errors over every element.

    prediction: any shape, floating
    target:     the same shape
    returns:    one number
    raises:     ValueError that names target if its shape is not the prediction's
    example:    mean_squared_error([1, 2], [4, 2]) -> 4.5
    source:     torch.nn.functional.mse_loss
    """
    ### BEGIN SOLUTION
    prediction, target = _pair(prediction, target, "prediction")
    return ((prediction - target) ** 2).mean()
    ### END SOLUTION


def mean_squared_error_backward(prediction: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return the gradient of mean_squared_error with respect to the prediction.

    prediction: any shape, floating
    target:     the same shape
    returns:    shape and dtype of the prediction
    raises:     ValueError as mean_squared_error does
    example:    mean_squared_error_backward([1, 2], [4, 2]) -> [-3, 0]
    """
    ### BEGIN SOLUTION
    prediction, target = _pair(prediction, target, "prediction")
    return 2 * (prediction - target) / prediction.size
    ### END SOLUTION


def mean_absolute_error(prediction: np.ndarray, target: np.ndarray) -> float:
    """Average the sizes of the errors over every element.

    prediction: any shape, floating
    target:     the same shape
    returns:    one number
    raises:     ValueError that names target if its shape is not the prediction's
    example:    mean_absolute_error([1, 2], [4, 2]) -> 1.5
    source:     torch.nn.functional.l1_loss
    """
    ### BEGIN SOLUTION
    prediction, target = _pair(prediction, target, "prediction")
    return np.abs(prediction - target).mean()
    ### END SOLUTION


def mean_absolute_error_backward(prediction: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return the gradient of mean_absolute_error with respect to the prediction.

    prediction: any shape, floating
    target:     the same shape
    returns:    shape and dtype of the prediction; 0 where the prediction is the target
    raises:     ValueError as mean_absolute_error does
    example:    mean_absolute_error_backward([1, 2], [4, 2]) -> [-0.5, 0]
    """
    ### BEGIN SOLUTION
    prediction, target = _pair(prediction, target, "prediction")
    return np.sign(prediction - target) / prediction.size
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    logits, target = _pair(logits, target, "logits")
    return (np.maximum(logits, 0) - logits * target + np.log1p(np.exp(-np.abs(logits)))).mean()
    ### END SOLUTION


def binary_cross_entropy_with_logits_backward(logits: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return the gradient of binary_cross_entropy_with_logits with respect to the logits.

    logits:  any shape, floating
    target:  the same shape, any numbers from 0 to 1
    returns: shape and dtype of the logits
    raises:  ValueError as binary_cross_entropy_with_logits does
    example: binary_cross_entropy_with_logits_backward([0], [1]) -> [-0.5]
    source:  (sigmoid(logits) - target) / the number of elements
    """
    ### BEGIN SOLUTION
    logits, target = _pair(logits, target, "logits")
    e = np.exp(-np.abs(logits))  # at most 1
    p = np.where(logits >= 0, 1, e) / (1 + e)
    return (p - target) / logits.size
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    probabilities, one_hot = _rows(probabilities, one_hot)
    return -(one_hot * np.log(np.where(one_hot > 0, probabilities, 1))).sum() / len(one_hot)
    ### END SOLUTION


def cross_entropy_backward(probabilities: np.ndarray, one_hot: np.ndarray) -> np.ndarray:
    """Return the gradient of cross_entropy with respect to the probabilities, taken as free variables.

    probabilities: (batch, classes) floating, p; above 0 at the right class
    one_hot:       (batch, classes), y: exactly one 1 in each row, else 0
    returns:       (batch, classes), dtype of the probabilities: -y / (batch p), 0 where y is 0
    raises:        ValueError as cross_entropy does
    example:       cross_entropy_backward([[0.5, 0.5, 0]], [[0, 1, 0]]) -> [[0, -2, 0]]
    """
    ### BEGIN SOLUTION
    probabilities, one_hot = _rows(probabilities, one_hot)
    return -one_hot / np.where(one_hot > 0, probabilities, 1) / len(one_hot)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    logits, labels = _checked(logits, labels)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    right = shifted[np.arange(len(labels)), labels]
    return (log_sum - right).mean()
    ### END SOLUTION


def softmax_cross_entropy_backward(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the gradient of softmax_cross_entropy with respect to the logits.

    logits:  (batch, classes) floating
    labels:  (batch,) integers from 0 to classes - 1
    returns: (batch, classes), dtype of the logits; every row sums to 0
    raises:  ValueError as softmax_cross_entropy does
    example: softmax_cross_entropy_backward([[0, 0]], [1]) -> [[0.5, -0.5]]
    source:  (softmax(logits) - one_hot(labels)) / batch
    """
    ### BEGIN SOLUTION
    logits, labels = _checked(logits, labels)
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    gradient = e / e.sum(axis=1, keepdims=True)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)
    ### END SOLUTION


def total_loss(losses: np.ndarray) -> float:
    """Add up the losses of the examples.

    losses:  (examples,) floating
    returns: one number
    raises:  ValueError that names losses if they do not have one axis
    example: total_loss([0.5, 2, 1]) -> 3.5
    """
    ### BEGIN SOLUTION
    return _checked_losses(losses).sum()
    ### END SOLUTION


def total_loss_backward(losses: np.ndarray) -> np.ndarray:
    """Return the gradient of total_loss with respect to the losses.

    losses:  (examples,) floating
    returns: (examples,), dtype of the losses
    raises:  ValueError as total_loss does
    example: total_loss_backward([0.5, 2, 1]) -> [1, 1, 1]
    """
    ### BEGIN SOLUTION
    return np.ones_like(_checked_losses(losses))
    ### END SOLUTION


### BEGIN SOLUTION
def _pair(prediction, target, name):
    """Return both as floating arrays; ValueError if their shapes differ."""
    prediction, target = _floating(prediction), _floating(target)
    if target.shape != prediction.shape:
        raise ValueError(f"target has shape {target.shape}; it should be that of {name}, {prediction.shape}")
    return prediction, target


def _rows(probabilities, one_hot):
    """Return both as floating arrays; ValueError if they do not fit."""
    probabilities, one_hot = _floating(probabilities), _floating(one_hot)
    if probabilities.ndim != 2:
        raise ValueError(f"probabilities have {probabilities.ndim} axes; they should be (batch, classes)")
    if one_hot.shape != probabilities.shape:
        raise ValueError(f"one_hot has shape {one_hot.shape}; it should be {probabilities.shape}")
    return probabilities, one_hot


def _checked_losses(losses):
    """Return the losses as a floating array; ValueError if they do not have one axis."""
    losses = _floating(losses)
    if losses.ndim != 1:
        raise ValueError(f"losses have {losses.ndim} axes; there should be one number for each example")
    return losses


def _checked(logits, labels):
    """Return both as arrays; ValueError if they do not fit."""
    logits, labels = _floating(logits), np.asarray(labels)
    if logits.ndim != 2:
        raise ValueError(f"logits have {logits.ndim} axes; they should be (batch, classes)")
    if labels.shape != logits.shape[:1]:
        raise ValueError(f"labels have shape {labels.shape}; there should be one for each row, {logits.shape[:1]}")
    if labels.dtype.kind not in "iu":
        raise ValueError(f"labels are {labels.dtype}; they should be integers")
    if labels.min() < 0 or labels.max() >= logits.shape[1]:
        raise ValueError(f"labels should lie between 0 and {logits.shape[1] - 1}")
    return logits, labels.astype(np.intp)


### END SOLUTION
