"""Losses in torch; their gradients come from autograd."""

import torch
from torch import Tensor


def half_squared_error(prediction: Tensor, target: Tensor) -> Tensor:
    """Add up half the squares of the errors."""
    return 0.5 * torch.nn.functional.mse_loss(prediction, target, reduction="sum")


def mean_squared_error(prediction: Tensor, target: Tensor) -> Tensor:
    """Average the squares of the errors over every element."""
    return torch.nn.functional.mse_loss(prediction, target)


def mean_absolute_error(prediction: Tensor, target: Tensor) -> Tensor:
    """Average the sizes of the errors over every element; the slope at 0 is 0."""
    return torch.nn.functional.l1_loss(prediction, target)


def binary_cross_entropy_with_logits(logits: Tensor, target: Tensor) -> Tensor:
    """Average the binary cross-entropy of sigmoid(logits) over every element."""
    return torch.nn.functional.binary_cross_entropy_with_logits(logits, target)


def cross_entropy(probabilities: Tensor, one_hot: Tensor) -> Tensor:
    """Average the cross-entropy over the rows; entries that are no right class count 0, whatever their probability."""
    right = one_hot != 0
    return -(one_hot[right] * torch.log(probabilities[right])).sum() / len(probabilities)


def softmax_cross_entropy(logits: Tensor, labels: Tensor) -> Tensor:
    """Average the surprise at the right class over the batch."""
    return torch.nn.functional.cross_entropy(logits, labels.long())


def total_loss(losses: Tensor) -> Tensor:
    """Add up the losses of the examples."""
    return losses.sum()
