"""Architectures in torch: blocks and small models as forwards, shapes and counts as torch finds them."""

import torch
from torch import Tensor
from torch.nn import functional

_VGG16 = ((2, 64), (2, 128), (3, 256), (3, 512), (3, 512))  # convolutions of a block, and their channels


def vgg_block(x: Tensor, params: dict[str, Tensor]) -> Tensor:
    """Return the output of convolutions with ReLU, then pooling."""
    for place in range(0, len(params), 2):
        x = _relu_convolution(x, params, str(place))
    return functional.max_pool2d(x, 2)


def vgg16_shapes(image_size: int) -> list[tuple[str, tuple[int, ...]]]:
    """Run VGG-16 on tensors that have a shape and no numbers, and return every layer's shape."""
    x, shapes = _hollow(1, 3, image_size, image_size), []
    for block, (convolutions, channels) in enumerate(_VGG16, start=1):
        for number in range(1, convolutions + 1):
            x = functional.conv2d(x, _hollow(channels, x.shape[1], 3, 3), padding=1)
            shapes.append((f"conv{block}_{number}", tuple(x.shape[1:])))
        x = functional.max_pool2d(x, 2)
        shapes.append((f"pool{block}", tuple(x.shape[1:])))
    x = x.flatten(1)
    for name, units in (("fc6", 4096), ("fc7", 4096), ("fc8", 1000)):
        x = functional.linear(x, _hollow(units, x.shape[1]))
        shapes.append((name, tuple(x.shape[1:])))
    return shapes


def count_parameters(layers: list[tuple[str | int, ...]]) -> int:
    """Build every layer without its numbers, and count them."""
    makers = {"conv": torch.nn.Conv2d, "dense": torch.nn.Linear, "pool": torch.nn.MaxPool2d}
    with torch.device("meta"):
        made = [makers[kind](*sizes) for kind, *sizes in layers]
    return sum(params.numel() for layer in made for params in layer.parameters())


def receptive_field(layers: list[tuple[int, int]]) -> int:
    """Spread one number of the last layer back over the input, and measure how long it becomes."""
    x = _hollow(1, 1, 1)
    for kernel, stride in reversed(layers):
        x = functional.conv_transpose1d(x, _hollow(1, 1, kernel), stride=stride)
    return x.shape[-1]


def residual_block(x: Tensor, params: dict[str, Tensor], stride: int = 1) -> Tensor:
    """Return the output of a residual block, with a projection if there are parameters for one."""
    change = _relu_convolution(x, params, "conv1", stride=stride)
    change = functional.conv2d(change, params["conv2.weight"], params["conv2.bias"], padding=1)
    if "projection.weight" in params:
        x = functional.conv2d(x, params["projection.weight"], params["projection.bias"], stride=stride)
    return torch.relu(change + x)


def feature_maps(x: Tensor, layers: list[tuple[str | Tensor, ...]]) -> list[Tensor]:
    """Return the output of every layer of a model, which the checks describe as they do to the probes."""
    maps = []
    for kind, *details in layers:
        x = _LAYERS[kind](x, *details)
        maps.append(x)
    return maps


def activation_maximization(
    x0: Tensor, layers: list[tuple[str | Tensor, ...]], layer: int, unit: int, lr: float, steps: int
) -> Tensor:
    """Climb from x0 by autograd, with a new gradient for each step."""
    x = x0
    for _ in range(steps):
        x = x.detach().requires_grad_(True)
        out = feature_maps(x, layers[: layer + 1])[-1]
        objective = out[:, unit].reshape(len(out), -1).mean(dim=1).sum()
        (slope,) = torch.autograd.grad(objective, x)
        x = x + lr * slope
    return x.detach()


def _relu_convolution(x: Tensor, params: dict[str, Tensor], name: str, stride: int = 1) -> Tensor:
    return torch.relu(functional.conv2d(x, params[f"{name}.weight"], params[f"{name}.bias"], stride=stride, padding=1))


def _hollow(*shape: int) -> Tensor:
    return torch.empty(shape, device="meta")


def _mix(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    sums = torch.tensordot(x, weight, dims=([1], [1]))  # what was axis 1 comes last
    return (sums + bias).movedim(-1, 1)


_LAYERS = {
    "mix": _mix,
    "wave": lambda x: x + torch.sin(x),
    "rows": lambda x: x[:, :, ::2],
    "flat": lambda x: x.transpose(1, -1).flatten(1),
    "fickle": lambda x: x,  # evaluation mode
    "model": lambda x, layers: feature_maps(x, layers)[-1],
    "conv": lambda x, weight, bias: functional.conv2d(x, weight, bias, padding=1),
    "relu": torch.relu,
    "pool": lambda x: functional.max_pool2d(x, 2),
}


def rectified(x: Tensor) -> Tensor:
    """Return the positive part."""
    return torch.relu(x)


def convolved(x: Tensor, weight: Tensor, bias: Tensor, stride: int, padding: int) -> Tensor:
    """Return a convolution."""
    return functional.conv2d(x, weight, bias, stride=stride, padding=padding)


def halved(x: Tensor) -> Tensor:
    """Return the maxima of windows 2x2."""
    return functional.max_pool2d(x, 2)
