"""Backpropagation in torch: forwards only, and autograd finds what a backward should return."""

import torch
from torch import Tensor


def wave(x: Tensor) -> Tensor:
    """Return x + sin(x), the activation of the probes."""
    return x + torch.sin(x)


ACTIVATIONS = {"Sigmoid": torch.sigmoid, "Tanh": torch.tanh, "ReLU": torch.relu, "Wave": wave}


def activation(x: Tensor, name: str) -> Tensor:
    """Return an activation of x by the name of its layer."""
    return ACTIVATIONS[name](x)


def dense(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Return x @ weight.T + bias."""
    return torch.nn.functional.linear(x, weight, bias)


def mlp(x: Tensor, params: dict[str, Tensor], name: str) -> Tensor:
    """Return the output of dense layers, with an activation after each but the last."""
    last = len(params) // 2 - 1
    for place in range(last + 1):
        x = dense(x, params[f"{place}.weight"], params[f"{place}.bias"])
        if place < last:
            x = activation(x, name)
    return x


def path_loss(w1: Tensor, x: Tensor, w2: Tensor, w3: Tensor, y: float) -> Tensor:
    """Return the loss of the 2-2-2-1 network."""
    hidden = torch.sigmoid(w2 @ torch.sigmoid(w1 @ x))
    return ((w3 @ hidden).squeeze() - y) ** 2 / 2


def half_squared_error(output: Tensor, y: Tensor) -> Tensor:
    """Return half the squared error, divided by the batch size."""
    return ((output - y) ** 2).sum() / (2 * len(output))


def scaled(x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
    """Return the output of the probes' model."""
    return scale * x + shift**2


def train_scaled(x: Tensor, y: Tensor, scale: Tensor, shift: Tensor, lr: float) -> tuple[Tensor, dict[str, Tensor]]:
    """Return the loss before a step of gradient descent, and the parameters after it."""
    params = {"scale": scale, "shift": shift}
    return _step(lambda current: scaled(x, **current), y, params, lr)


def train_mlp(
    x: Tensor, y: Tensor, params: dict[str, Tensor], name: str, lr: float, steps: int
) -> tuple[list[Tensor], list[dict[str, Tensor]]]:
    """Return the loss before each step of gradient descent, and the parameters after it."""
    losses, places = [], []
    for _ in range(steps):
        loss, params = _step(lambda current: mlp(x, current, name), y, params, lr)
        losses.append(loss)
        places.append(params)
    return losses, places


def _step(model, y: Tensor, params: dict[str, Tensor], lr: float) -> tuple[Tensor, dict[str, Tensor]]:
    leaves = {key: value.detach().clone().requires_grad_(True) for key, value in params.items()}
    optimizer = torch.optim.SGD(leaves.values(), lr=lr)
    loss = half_squared_error(model(leaves), y)
    loss.backward()
    optimizer.step()
    return loss.detach(), {key: value.detach() for key, value in leaves.items()}
