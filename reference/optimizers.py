"""Optimizers in torch.optim, run along whole trajectories, and the schedules of torch.optim.lr_scheduler.

The contract's defaults stand here, whatever torch's are. Each optimizer takes the start, `{key: array}`, the gradients
of all steps, `{key: (steps, ...)}`, and `moves` of the same shapes: what somebody else adds to the parameters after
each step. It returns the parameters after each step, before the move. Each schedule returns the rates of steps 0 to n.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

_Arrays = dict[str, Tensor]


def sgd(
    params: _Arrays,
    grads: _Arrays,
    moves: _Arrays | None = None,
    lr: float = 1e-3,
    momentum: float = 0,
    nesterov: bool = False,
    weight_decay: float = 0,
) -> _Arrays:
    """Follow SGD with dampening 0."""
    settings = {"lr": lr, "momentum": momentum, "nesterov": nesterov, "weight_decay": weight_decay}
    return _walk(torch.optim.SGD, params, grads, moves, **settings)


def adagrad(
    params: _Arrays, grads: _Arrays, moves: _Arrays | None = None, lr: float = 1e-2, eps: float = 1e-10
) -> _Arrays:
    """Follow Adagrad, its sums beginning at 0."""
    return _walk(torch.optim.Adagrad, params, grads, moves, lr=lr, eps=eps)


def adadelta(
    params: _Arrays,
    grads: _Arrays,
    moves: _Arrays | None = None,
    lr: float = 1.0,
    rho: float = 0.9,
    eps: float = 1e-6,
) -> _Arrays:
    """Follow Adadelta."""
    return _walk(torch.optim.Adadelta, params, grads, moves, lr=lr, rho=rho, eps=eps)


def rmsprop(
    params: _Arrays,
    grads: _Arrays,
    moves: _Arrays | None = None,
    lr: float = 1e-2,
    alpha: float = 0.99,
    eps: float = 1e-8,
    momentum: float = 0,
) -> _Arrays:
    """Follow RMSprop, not centred."""
    return _walk(torch.optim.RMSprop, params, grads, moves, lr=lr, alpha=alpha, eps=eps, momentum=momentum)


def adam(
    params: _Arrays,
    grads: _Arrays,
    moves: _Arrays | None = None,
    lr: float = 1e-3,
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
    weight_decay: float = 0,
) -> _Arrays:
    """Follow Adam, its decay added to the gradient."""
    return _walk(torch.optim.Adam, params, grads, moves, lr=lr, betas=betas, eps=eps, weight_decay=weight_decay)


def adamw(
    params: _Arrays,
    grads: _Arrays,
    moves: _Arrays | None = None,
    lr: float = 1e-3,
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
    weight_decay: float = 1e-2,
) -> _Arrays:
    """Follow AdamW."""
    return _walk(torch.optim.AdamW, params, grads, moves, lr=lr, betas=betas, eps=eps, weight_decay=weight_decay)


def adamax(
    params: _Arrays,
    grads: _Arrays,
    moves: _Arrays | None = None,
    lr: float = 2e-3,
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
) -> _Arrays:
    """Follow Adamax."""
    return _walk(torch.optim.Adamax, params, grads, moves, lr=lr, betas=betas, eps=eps)


def nadam(
    params: _Arrays,
    grads: _Arrays,
    moves: _Arrays | None = None,
    lr: float = 2e-3,
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
    momentum_decay: float = 4e-3,
) -> _Arrays:
    """Follow NAdam."""
    return _walk(torch.optim.NAdam, params, grads, moves, lr=lr, betas=betas, eps=eps, momentum_decay=momentum_decay)


def step_decay(lr: float, count: int, size: int, gamma: float) -> list[float]:
    """Return the rates of StepLR at steps 0 to count - 1."""
    return _rates(lr, count, lambda optimizer: torch.optim.lr_scheduler.StepLR(optimizer, size, gamma))


def cosine(lr: float, count: int, total: int) -> list[float]:
    """Return the rates of CosineAnnealingLR at steps 0 to count - 1."""
    return _rates(lr, count, lambda optimizer: torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, total))


def warmup(lr: float, count: int, steps: int) -> list[float]:
    """Return the rates of LinearLR at steps 0 to count - 1, from a share of 1/steps to the whole in steps - 1."""
    return _rates(lr, count, lambda optimizer: torch.optim.lr_scheduler.LinearLR(optimizer, 1 / steps, 1.0, steps - 1))


def _walk(
    optimizer_class: Callable[..., torch.optim.Optimizer],
    params: _Arrays,
    grads: _Arrays,
    moves: _Arrays | None,
    **settings: Any,
) -> _Arrays:
    if torch.get_default_dtype() != torch.float64:
        raise RuntimeError("NAdam keeps its product of mu in the default dtype: that has to be float64")
    parameters = {key: torch.nn.Parameter(start.clone()) for key, start in params.items()}
    optimizer = optimizer_class(list(parameters.values()), foreach=False, **settings)
    places: dict[str, list[Tensor]] = {key: [] for key in params}
    for step in range(len(next(iter(grads.values())))):
        for key, parameter in parameters.items():
            parameter.grad = grads[key][step].clone()
        optimizer.step()
        for key, parameter in parameters.items():
            places[key].append(parameter.detach().clone())
            if moves is not None:
                parameter.data += moves[key][step]
    return {key: torch.stack(way) for key, way in places.items()}


def _rates(lr: float, count: int, schedule_of: Callable[[torch.optim.Optimizer], Any]) -> list[float]:
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=lr)
    schedule = schedule_of(optimizer)
    rates = []
    for _ in range(count):
        rates.append(float(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        schedule.step()
    return rates
