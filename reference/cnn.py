"""Networks trained in torch: forwards only, gradients by autograd, updates by torch.optim."""

import torch
from torch import Tensor
from torch.nn.functional import conv2d, cross_entropy, linear, max_pool2d, mse_loss, one_hot


def softmax_layer(x: Tensor) -> Tensor:
    """Return probabilities along the last axis."""
    return torch.softmax(x, dim=-1)


def cnn(x: Tensor, params: dict[str, Tensor]) -> Tensor:
    """Return the logits of the network of digits."""
    for place in ("0", "3"):
        x = max_pool2d(torch.relu(conv2d(x, params[f"{place}.weight"], params[f"{place}.bias"], padding=1)), 2)
    x = torch.relu(linear(x.flatten(1), params["7.weight"], params["7.bias"]))
    return linear(x, params["9.weight"], params["9.bias"])


def sigmoid_mlp(x: Tensor, params: dict[str, Tensor]) -> Tensor:
    """Return the probabilities of a network of sigmoid layers that ends in a softmax."""
    places = sorted({int(key.partition(".")[0]) for key in params})
    for place in places[:-1]:
        x = torch.sigmoid(linear(x, params[f"{place}.weight"], params[f"{place}.bias"]))
    return torch.softmax(linear(x, params[f"{places[-1]}.weight"], params[f"{places[-1]}.bias"]), dim=-1)


def squared_error(probabilities: Tensor, labels: Tensor) -> Tensor:
    """Return the mean over every element of the squared distance to the one-hot labels."""
    return mse_loss(probabilities, one_hot(labels, probabilities.shape[-1]).to(probabilities.dtype))


def train_cnn(
    xs: list[Tensor],
    labels: list[Tensor],
    params: dict[str, Tensor],
    lr: float,
    rho: float,
    eps: float,
) -> dict[str, list]:
    """Train the network of digits with Adadelta, one update for each batch."""
    return _train(
        lambda x, y, leaves: cross_entropy(cnn(x, leaves), y),
        lambda leaves: torch.optim.Adadelta(leaves, lr=lr, rho=rho, eps=eps),
        xs,
        labels,
        params,
    )


def train_sigmoid_mlp(xs: list[Tensor], labels: list[Tensor], params: dict[str, Tensor], lr: float) -> dict[str, list]:
    """Train the sigmoid network with gradient descent, one update for each batch."""
    return _train(
        lambda x, y, leaves: squared_error(sigmoid_mlp(x, leaves), y),
        lambda leaves: torch.optim.SGD(leaves, lr=lr),
        xs,
        labels,
        params,
    )


def _train(loss_of, optimizer_of, xs, labels, params) -> dict[str, list]:
    """Return each step's loss, the gradients, and the parameters after it."""
    leaves = {key: value.detach().clone().requires_grad_(True) for key, value in params.items()}
    optimizer = optimizer_of(leaves.values())
    found: dict[str, list] = {"losses": [], "grads": [], "params": []}
    for x, y in zip(xs, labels, strict=True):
        optimizer.zero_grad()
        loss = loss_of(x, y, leaves)
        loss.backward()
        found["grads"].append({key: value.grad.clone() for key, value in leaves.items()})
        optimizer.step()
        found["losses"].append(loss.detach())
        found["params"].append({key: value.detach().clone() for key, value in leaves.items()})
    return found


def sigmoid_mlp_losses(xs: list[Tensor], labels: list[Tensor], params: dict[str, Tensor], lr: float) -> list[Tensor]:
    """Return the loss before each update of train_sigmoid_mlp, and nothing else: a large network's arrays are large."""
    return train_sigmoid_mlp(xs, labels, params, lr)["losses"]


def padded_conv(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Return a convolution 3x3 that keeps the size."""
    return conv2d(x, weight, bias, padding=1)


def pooled(x: Tensor) -> Tensor:
    """Return the maxima of windows 2x2."""
    return max_pool2d(x, 2)


def flat(x: Tensor) -> Tensor:
    """Return each example as a row."""
    return x.flatten(1)


def adadelta_steps(params: dict[str, Tensor], gradients: list[dict[str, Tensor]]) -> list[dict[str, Tensor]]:
    """Return the parameters after each step of Adadelta with its defaults."""
    return _updates(params, gradients, lambda leaves: torch.optim.Adadelta(leaves, lr=1.0, rho=0.9, eps=1e-6))


def descent_steps(params: dict[str, Tensor], gradients: list[dict[str, Tensor]]) -> list[dict[str, Tensor]]:
    """Return the parameters after each step of gradient descent with 0.1."""
    return _updates(params, gradients, lambda leaves: torch.optim.SGD(leaves, lr=0.1))


def _updates(params, gradients, optimizer_of) -> list[dict[str, Tensor]]:
    leaves = {key: value.detach().clone().requires_grad_(True) for key, value in params.items()}
    optimizer, found = optimizer_of(leaves.values()), []
    for grads in gradients:
        for key, value in leaves.items():
            value.grad = grads[key].clone()
        optimizer.step()
        found.append({key: value.detach().clone() for key, value in leaves.items()})
    return found
