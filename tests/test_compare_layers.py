"""The helpers that judge a layer: the arrays in params and the gradients in grads."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from dlgrade.compare import Mismatch, assert_gradients, assert_keys, assert_parameters
from dlgrade.errors import CheckFailure

SHAPES = {"weight": (2, 3), "bias": (2,)}


@dataclass
class Layer:
    """A layer as checks see it."""

    params: object = field(default_factory=lambda: {"weight": np.ones((2, 3)), "bias": np.zeros(2)})
    grads: object = field(default_factory=lambda: {"weight": np.ones((2, 3)), "bias": np.zeros(2)})


def failure(helper, *arguments, **options) -> CheckFailure:
    """Return what a helper raises."""
    with pytest.raises(CheckFailure) as caught:
        helper(*arguments, **options)
    return caught.value


def test_a_right_layer_passes():
    """Whatever the order of its keys."""
    assert_keys({"b": 1, "a": 2}, ["a", "b"], name="params")
    assert_parameters(Layer(), SHAPES)
    assert_gradients(Layer(), {"bias": np.zeros(2), "weight": np.ones((2, 3))})


@pytest.mark.parametrize(("value", "got"), [(None, "None"), ([1], "a list"), (3, "an int")])
def test_what_is_no_dict_is_named(value, got):
    """With the keys that it should have."""
    found = failure(assert_parameters, Layer(params=value), SHAPES)
    assert str(found) == f"params: expected a dict, got {got}"
    assert found.hint == "params is a dict from names to arrays, with 'weight', 'bias'"
    assert str(failure(assert_gradients, Layer(grads=value), SHAPES)).startswith("grads: expected a dict")


@pytest.mark.parametrize(
    ("keys", "hint"),
    [
        (["weight"], "add 'bias'"),
        (["weight", "bias", "extra"], "take out 'extra'"),
        (["W", "b"], "add 'weight', 'bias'"),
        ([], "add 'weight', 'bias'"),
    ],
)
def test_missing_and_extra_keys_are_named(keys, hint):
    """Both sides are shown, and what to do."""
    found = failure(assert_keys, dict.fromkeys(keys, 0), SHAPES, name="params")
    got = ", ".join(map(repr, keys)) or "no keys"
    assert str(found) == f"params: expected 'weight', 'bias', got {got}"
    assert (found.kind, found.hint) == ("wrong keys", hint)


@pytest.mark.parametrize(
    ("weight", "message"),
    [
        (np.ones((3, 2)), "params['weight']: expected shape (2, 3), got (3, 2)"),
        (np.ones((2, 3), np.float32), "params['weight']: expected dtype float64, got float32"),
        (np.ones((2, 3), int), "params['weight']: expected dtype float64, got int64"),
        ([[1.0] * 3] * 2, "params['weight']: expected a NumPy array, got a list"),
        (np.full((2, 3), np.nan), "params['weight']: expected 0 at [0, 0], got nan (6 of 6 entries are not finite)"),
    ],
)
def test_a_parameter_is_a_finite_float64_array_of_its_shape(weight, message):
    """Anything else is told as such."""
    found = failure(assert_parameters, Layer(params={"weight": weight, "bias": np.zeros(2)}), SHAPES)
    assert str(found) == message
    assert isinstance(found, Mismatch)


def test_a_wrong_gradient_is_named_by_its_key():
    """By the words with which a student reads it."""
    found = failure(assert_gradients, Layer(), {"weight": np.full((2, 3), 2.0)})
    assert str(found).startswith("grads['weight']: expected 2 at [0, 0], got 1")


def test_a_missing_gradient_is_named():
    """A key that is not judged need not be there; one that is must be."""
    layer = Layer(grads={"weight": np.ones((2, 3))})
    assert_gradients(layer, {"weight": np.ones((2, 3))})
    assert str(failure(assert_gradients, layer, {"bias": np.zeros(2)})) == "grads: expected 'bias', got 'weight'"
