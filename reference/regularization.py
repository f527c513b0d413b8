"""Regularization in torch: what is random by nature comes as an argument, gradients come from autograd."""

import torch
from torch import Tensor


def l2_penalty(params: dict[str, Tensor], strength: float) -> Tensor:
    """Return strength times the squared norm of all weights."""
    return strength * sum(torch.linalg.vector_norm(value) ** 2 for value in _weights(params))


def l1_penalty(params: dict[str, Tensor], strength: float) -> Tensor:
    """Return strength times the sum of the absolute values of all weights."""
    return strength * sum(value.abs().sum() for value in _weights(params))


def _weights(params: dict[str, Tensor]) -> list[Tensor]:
    """Return the arrays that are no biases."""
    return [value for key, value in params.items() if key.rpartition(".")[2] != "bias"]


def batch_norm(x: Tensor, weight: Tensor, bias: Tensor, eps: float = 1e-5) -> Tensor:
    """Normalize each channel over the batch, as in training."""
    return torch.nn.functional.batch_norm(x, None, None, weight, bias, training=True, eps=eps)


def batch_norm_evaluated(
    x: Tensor, weight: Tensor, bias: Tensor, mean: Tensor, var: Tensor, eps: float = 1e-5
) -> Tensor:
    """Normalize each channel by running statistics."""
    return torch.nn.functional.batch_norm(x, mean, var, weight, bias, training=False, eps=eps)


def running_statistics(batches: list[Tensor], momentum: float = 0.1) -> tuple[Tensor, Tensor]:
    """Return running mean and variance after some batches."""
    channels = batches[0].shape[1]
    mean, var = batches[0].new_zeros(channels), batches[0].new_ones(channels)
    for batch in batches:
        torch.nn.functional.batch_norm(batch, mean, var, training=True, momentum=momentum)
    return mean, var


def layer_norm(x: Tensor, weight: Tensor, bias: Tensor, eps: float = 1e-5) -> Tensor:
    """Normalize along the last axis."""
    return torch.nn.functional.layer_norm(x, weight.shape, weight, bias, eps=eps)


def early_stopping(losses: list[float], patience: int) -> list[bool]:
    """Return, for each loss, whether the last `patience` of all losses so far were not below the best before them."""
    stops = []
    for count in range(1, len(losses) + 1):
        before = min(losses[: count - patience], default=float("inf"))
        stops.append(count > patience and min(losses[count - patience : count]) >= before)
    return stops
