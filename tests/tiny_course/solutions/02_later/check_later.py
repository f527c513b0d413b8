"""Checks of an exercise that is made of an earlier one's layers."""

from itertools import pairwise

import numpy as np
import pytest

from dlgrade.compare import assert_matches

SIZES = (3, 4, 2)


def _written(student, rng):
    """Return a model, an input, and the parameters written into its layers."""
    model, x = student.TwoLayers(SIZES, np.random.default_rng(int(rng.integers(2**32)))), rng.normal(size=(5, 3))
    params = []
    for layer, (before, after) in zip(model.layers, pairwise(SIZES), strict=True):
        params += [rng.normal(size=(before, after)), rng.normal(size=after)]
        layer.write_params({"weight": params[-2], "bias": params[-1]})
    return model, x, params


@pytest.mark.points(1, task="TwoLayers")
def test_forward_bends_between_the_layers(student, reference, rng):
    """forward(x) is the second layer of the cube of the first layer of x."""
    model, x, params = _written(student, rng)
    assert_matches(model.forward(x), reference.two_layers(x, *params), name="forward(x)")


@pytest.mark.points(2, task="TwoLayers")
@pytest.mark.needs("test_forward_bends_between_the_layers")
def test_backward_reaches_both_layers(student, reference, rng):
    """backward(dout) returns dL/dx and leaves its gradients in both layers."""
    model, x, params = _written(student, rng)
    dout = rng.normal(size=(5, 2))
    model.forward(x)
    dx = model.backward(dout)
    found = [dx, *(layer.grads[name] for layer in model.layers for name in ("weight", "bias"))]
    names = ["dx", "dweight of layer 0", "dbias of layer 0", "dweight of layer 1", "dbias of layer 1"]
    for actual, expected, name in zip(found, reference.two_layers.backward(dout, x, *params), names, strict=True):
        assert_matches(actual, expected, name=name)
