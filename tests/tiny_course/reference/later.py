"""Two layers in torch."""

from torch import Tensor


def two_layers(x: Tensor, weight: Tensor, bias: Tensor, weight2: Tensor, bias2: Tensor) -> Tensor:
    """Return linear(cube(linear(x)))."""
    return (x @ weight + bias) ** 3 @ weight2 + bias2
