"""Judge a layer: the arrays that it holds in `params`, and the gradients that `backward` left in `grads`."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from dlgrade.compare.values import Mismatch, assert_matches, kind_of
from dlgrade.errors import CheckFailure


def assert_keys(actual: Any, expected: Iterable[str], *, name: str) -> None:
    """Raise CheckFailure unless a value is a dict with exactly the expected keys, in any order.

    actual: such as `layer.params`
    name:   what the value is called in feedback
    """
    keys = list(expected)
    if not isinstance(actual, dict):
        raise CheckFailure(
            f"{name}: expected a dict, got {kind_of(actual)}",
            kind="wrong type",
            hint=f"{name} is a dict from names to arrays, with {_listed(keys)}",
        )
    missing, extra = [key for key in keys if key not in actual], [str(key) for key in actual if key not in keys]
    if missing or extra:
        raise CheckFailure(
            f"{name}: expected {_listed(keys)}, got {_listed(actual)}",
            kind="wrong keys",
            hint=f"add {_listed(missing)}" if missing else f"take out {_listed(extra)}",
        )


def assert_parameters(layer: Any, shapes: Mapping[str, tuple[int, ...]], *, name: str = "params") -> None:
    """Raise CheckFailure unless `layer.params` holds exactly these arrays, each float64, of its shape and finite.

    layer:   an object of the submission
    shapes:  the shape of each key
    returns: nothing
    """
    params = layer.params
    assert_keys(params, shapes, name=name)
    for key, shape in shapes.items():
        array = params[key]
        if isinstance(array, np.ndarray) and array.shape == shape and array.dtype == np.float64:
            expected = np.where(np.isfinite(array), array, 0.0)
        else:
            expected = np.zeros(shape)
        assert_matches(array, expected, name=f"{name}[{key!r}]")


def assert_gradients(layer: Any, expected: Mapping[str, Any], *, terms: int = 1, scale: float = 0.0) -> None:
    """Raise CheckFailure unless `layer.grads` holds these gradients; keys that are not expected are not looked at.

    All are compared, and the first that differs is told, so that feedback can say which others do.

    layer:    an object of the submission, after backward
    expected: gradient of the reference for each key that is judged
    terms:    how many numbers are summed for one entry
    scale:    the size of what is summed, where the sum cancels to something smaller
    """
    grads = layer.grads
    if not isinstance(grads, dict) or any(key not in grads for key in expected):
        assert_keys(grads, expected, name="grads")
    first: Mismatch | None = None
    for key, gradient in expected.items():
        try:
            assert_matches(grads[key], gradient, name=f"grads[{key!r}]", terms=terms, scale=scale)
        except Mismatch as wrong:
            first = first or wrong
    if first is not None:
        raise first


def _listed(keys: Iterable[Any]) -> str:
    names = [repr(key) for key in keys]
    return ", ".join(names) if names else "no keys"
