"""Gradient descent in torch: gradients come from autograd, eigenvalues from torch.linalg."""

import torch
from torch import Tensor


def grid_search_cost(choices: int, weights: int, flops: float) -> tuple[float, float]:
    """Return how many combinations there are, and the seconds that trying them all takes."""
    combinations = 1
    for _ in range(weights):
        combinations *= choices
    return float(combinations), combinations / flops


def cube_of_sum(x: Tensor, weights: Tensor) -> Tensor:
    """Return (sum(weights * x))^3, in which no entry goes its own way."""
    return (weights * x).sum() ** 3


def valley(x: Tensor, weights: Tensor) -> Tensor:
    """Return sum(weights * x^4) / 4 + sum(x)^2 / 2."""
    return (weights * x**4).sum() / 4 + x.sum() ** 2 / 2


def gradient_descent(x0: Tensor, weights: Tensor, lr: float, steps: int) -> Tensor:
    """Return the path down the valley, its start included."""
    x = torch.nn.Parameter(x0.clone())
    optimizer = torch.optim.SGD([x], lr=lr)
    path = [x0]
    for _ in range(steps):
        optimizer.zero_grad()
        valley(x, weights).backward()
        optimizer.step()
        path.append(x.detach().clone())
    return torch.stack(path)


def linear_regression_fit(x: Tensor, y: Tensor, lr: float, epochs: int, updates: int = 1) -> tuple[Tensor, ...]:
    """Return w, b and the loss after each epoch, where every epoch is some updates on the whole of the data."""
    w = torch.zeros(x.shape[1], dtype=x.dtype, device=x.device, requires_grad=True)
    b = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
    optimizer = torch.optim.SGD([w, b], lr=lr)
    history = []
    for _ in range(epochs):
        for _ in range(updates):
            optimizer.zero_grad()
            torch.nn.functional.mse_loss(x @ w + b, y).backward()
            optimizer.step()
        history.append(torch.nn.functional.mse_loss(x @ w + b, y).detach())
    return w, b, torch.stack(history)


def max_stable_lr(hessian: Tensor) -> Tensor:
    """Return 2 over the largest eigenvalue."""
    return 2 / torch.linalg.eigvalsh(hessian).max()
