"""Activation functions in torch; their gradients come from autograd."""

import torch
from torch import Tensor


def sigmoid(x: Tensor) -> Tensor:
    """Squash every entry into (0, 1)."""
    return torch.sigmoid(x)


def softmax(x: Tensor, axis: int = -1) -> Tensor:
    """Turn logits into probabilities along one axis."""
    return torch.softmax(x, dim=axis)
