"""Losses: one number that says how wrong a prediction is.

A loss averages over the batch, once, here and nowhere else. Each `f_backward` takes the same arguments as f and returns
the gradient of the loss with respect to the first one.

Floating input keeps its dtype; lists and integers count as float64. Arguments are never modified.
"""

import numpy as np


def _floating(values) -> np.ndarray:
    """Return values as a floating array: float32 and float64 as they are, everything else as float64."""
    array = np.asarray(values)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


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
