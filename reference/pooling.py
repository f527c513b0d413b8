"""Pooling in torch; its gradients come from autograd."""

import torch
from torch import Tensor

Size = int | tuple[int, int]


def max_pool2d(x: Tensor, kernel: Size, stride: Size | None = None, padding: Size = 0) -> Tensor:
    """Keep the largest entry of every window; of equal ones the first gets the gradient."""
    return torch.nn.functional.max_pool2d(x, kernel, stride, padding)


def avg_pool2d(x: Tensor, kernel: Size, stride: Size | None = None, padding: Size = 0) -> Tensor:
    """Average every window, padded zeros included."""
    return torch.nn.functional.avg_pool2d(x, kernel, stride, padding, count_include_pad=True)


def global_avg_pool2d(x: Tensor) -> Tensor:
    """Average every channel of every image."""
    return x.mean(dim=(2, 3))


def flatten(x: Tensor) -> Tensor:
    """Write each example out as one row."""
    return torch.flatten(x, 1)
