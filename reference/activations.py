"""Activation functions in torch; their gradients come from autograd, at corners too."""

import torch
from torch import Tensor


def identity(x: Tensor) -> Tensor:
    """Return every entry as it is."""
    return x


def sigmoid(x: Tensor) -> Tensor:
    """Squash every entry into (0, 1)."""
    return torch.sigmoid(x)


def tanh(x: Tensor) -> Tensor:
    """Squash every entry into (-1, 1)."""
    return torch.tanh(x)


def relu(x: Tensor) -> Tensor:
    """Put 0 in the place of what is negative; the slope at 0 is 0."""
    return torch.nn.functional.relu(x)


def leaky_relu(x: Tensor, negative_slope: float = 0.01) -> Tensor:
    """Multiply what is negative by a slope, which is the slope at 0 too."""
    return torch.nn.functional.leaky_relu(x, negative_slope)


def elu(x: Tensor, alpha: float = 1.0) -> Tensor:
    """Bend what is negative towards -alpha; the slope at 0 is alpha."""
    return torch.nn.functional.elu(x, alpha)


def maxout(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Take the largest piece of each unit; of equal ones the first receives the gradient."""
    scores = torch.einsum("ni,koi->kno", x, weight) + bias[:, None, :]
    return scores.gather(0, scores.argmax(dim=0, keepdim=True))[0]


def softmax(x: Tensor, axis: int = -1) -> Tensor:
    """Turn logits into probabilities along one axis."""
    return torch.softmax(x, dim=axis)


def log_softmax(x: Tensor, axis: int = -1) -> Tensor:
    """Turn logits into logarithms of probabilities along one axis."""
    return torch.log_softmax(x, dim=axis)
