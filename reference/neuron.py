"""Neurons, dense layers and stacks of them in torch."""

import torch
from torch import Tensor


def neuron(x: Tensor, w: Tensor, b: float | Tensor) -> Tensor:
    """Weigh the inputs, add the bias, squash the sum."""
    return torch.sigmoid(torch.dot(x, w) + b)


def dense(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Apply one layer without its activation."""
    return torch.nn.functional.linear(x, weight, bias)


def network(x: Tensor, layers: list[tuple[Tensor, Tensor]]) -> Tensor:
    """Apply every layer with a sigmoid after it."""
    for weight, bias in layers:
        x = torch.sigmoid(torch.nn.functional.linear(x, weight, bias))
    return x


def collapse_linear(layers: list[tuple[Tensor, Tensor]]) -> tuple[Tensor, Tensor]:
    """Ask the stack for the image of zero, which is the bias, and of every unit vector, which gives the columns."""
    inputs = layers[0][0].shape[1]
    images = torch.cat([layers[0][0].new_zeros(1, inputs), torch.eye(inputs).to(layers[0][0])])
    for weight, bias in layers:
        images = torch.nn.functional.linear(images, weight, bias)
    return (images[1:] - images[0]).T, images[0]
