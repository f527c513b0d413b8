"""Convolution in torch; its gradients come from autograd."""

import torch
from torch import Tensor
from torch.nn import functional

_IntOrPair = int | tuple[int, int]


def output_size(size: int, kernel: int, stride: int, padding: int) -> int:
    """Count the places of a kernel along one axis, by moving one."""
    return functional.conv1d(torch.zeros(1, 1, size), torch.zeros(1, 1, kernel), None, stride, padding).shape[-1]


def convolve2d(image: Tensor, kernel: Tensor) -> Tensor:
    """Cross-correlate one channel with one kernel, wherever all of it fits."""
    return functional.conv2d(image[None, None], kernel[None, None])[0, 0]


def pad2d(x: Tensor, padding: _IntOrPair) -> Tensor:
    """Put a frame of zeros around every image."""
    rows, columns = _pair(padding)
    return functional.pad(x, (columns, columns, rows, rows))


def im2col(x: Tensor, kernel: _IntOrPair, stride: _IntOrPair, padding: _IntOrPair) -> Tensor:
    """Write every window of an image as a column."""
    return functional.unfold(x, kernel, padding=padding, stride=stride)


def col2im(
    cols: Tensor, shape: tuple[int, int, int, int], kernel: _IntOrPair, stride: _IntOrPair, padding: _IntOrPair
) -> Tensor:
    """Add every column back into its window."""
    return functional.fold(cols, shape[2:], kernel, padding=padding, stride=stride)


def conv2d(x: Tensor, weight: Tensor, bias: Tensor, stride: _IntOrPair = 1, padding: _IntOrPair | str = 0) -> Tensor:
    """Convolve images with several kernels; "same" pads before, so that what it does with even kernels is said here."""
    if padding == "same":
        rows, columns = (((length - 1) // 2, length // 2) for length in weight.shape[2:])
        x, padding = functional.pad(x, (*columns, *rows)), 0
    return functional.conv2d(x, weight, bias, stride, padding)


def _pair(value: _IntOrPair) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else (value[0], value[1])
