"""Checks of the tiny course: every kind of call that crosses the wall."""

import numpy as np
import pytest

from dlgrade.compare import assert_matches, assert_untouched


def _generator(rng):
    """Return a generator that may cross: the check's own would tell the inputs to come."""
    return np.random.default_rng(int(rng.integers(2**32)))


@pytest.mark.points(1, task="cube")
def test_cube_multiplies_three_times(student, reference, rng):
    """cube(x) is x * x * x, entry by entry."""
    x = rng.normal(size=(2, 3))
    assert_matches(student.cube(x), reference.cube(x), name="cube(x)")


@pytest.mark.points(2, task="cube_backward")
def test_cube_backward_is_the_chain_rule(student, reference, rng):
    """cube_backward(dout, x) is dout times the slope of cube at x."""
    dout, x = rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
    assert_matches(student.cube_backward(dout, x), reference.cube.backward(dout, x), name="dx")


@pytest.mark.points(1, task="cube_backward")
@pytest.mark.hidden
@pytest.mark.parametrize("shape", [(4,), (1, 5), (2, 1, 3)], ids=str)
def test_cube_backward_of_any_shape(student, reference, rng, shape):
    """The gradient is right for every shape."""
    dout, x = rng.normal(size=shape), rng.normal(size=shape)
    assert_matches(student.cube_backward(dout, x), reference.cube.backward(dout, x), name="dx")


@pytest.mark.points(1, task="numerical_slope")
def test_slope_is_a_central_difference(student, rng):
    """numerical_slope looks to both sides: of x^3 with step h it is 3x^2 + h^2."""
    x = float(rng.normal())
    assert_matches(student.numerical_slope(student.probes.cubed, x, 0.5), 3 * x * x + 0.25, name="slope")


@pytest.mark.points(1, task="numerical_slope")
@pytest.mark.hidden
def test_slope_uses_the_step_it_is_given(student, rng):
    """numerical_slope takes the step it is given, large or small."""
    for h in (2.0, 0.01):
        x = float(rng.normal())
        assert_matches(student.numerical_slope(student.probes.cubed, x, h), 3 * x * x + h * h, name="slope")


@pytest.mark.points(1, task="batches")
def test_batches_hold_every_number_once(student, rng):
    """The batches of 10 numbers by 4 have 4, 4 and 2 numbers, and every number is in one of them."""
    found = student.batches(10, 4, _generator(rng))
    sizes = [len(batch) for batch in found]
    assert sizes == [4, 4, 2], f"batches of 10 by 4 have {sizes} numbers"
    assert sorted(np.concatenate(found).tolist()) == list(range(10)), "some numbers are missing, or there twice"


@pytest.mark.points(1, task="batches")
def test_batches_follow_the_generator(student, rng):
    """Another generator gives another order, and an equal one the same order, in a new process too."""
    seed = int(rng.integers(2**32))
    student.fresh()
    other, one = [student.batches(30, 30, np.random.default_rng(seed + more))[0] for more in (1, 0)]
    student.fresh()
    again = student.batches(30, 30, np.random.default_rng(seed))[0]
    assert not np.array_equal(one, other), "two generators give the same order: it does not follow rng"
    assert_matches(again, one, name="batches in a new process", dtype=np.int64)


@pytest.mark.points(1, task="Linear")
def test_linear_has_a_weight_and_a_bias(student, rng):
    """A new layer knows in_features and has small random weights and a bias of zeros."""
    layer = student.Linear(3, 5, _generator(rng))
    assert_matches(layer.in_features, 3, name="in_features", dtype=np.int64)
    assert_matches(layer.params["bias"], np.zeros(5), name="bias")
    weight = layer.params["weight"]
    assert weight.shape == (3, 5), f"the weights have shape {weight.shape}"
    assert len(np.unique(weight)) == 15, "some weights are equal"
    assert np.abs(weight).max() <= 3**-0.5, "some weights are larger than 1/sqrt(in_features)"


@pytest.mark.points(1, task="Linear")
def test_forward_is_x_times_weight_plus_bias(student, reference, rng):
    """forward(x) is x @ weight + bias, with what is written into params."""
    layer, x, params = _written(student, rng)
    assert_matches(layer.forward(x), reference.linear(x, *params), name="forward(x)")


@pytest.mark.points(2, task="Linear")
@pytest.mark.needs("test_forward_is_x_times_weight_plus_bias")
def test_backward_is_the_chain_rule(student, reference, rng):
    """backward(dout) returns dL/dx and sets dL/dweight and dL/dbias; a second one gives the same."""
    layer, x, params = _written(student, rng)
    dout = rng.normal(size=(2, 5))
    expected = reference.linear.backward(dout, x, *params)
    layer.forward(x)
    for _ in range(2):
        dx = layer.backward(dout)
        for name, actual, wanted in zip(("dx", "weight", "bias"), (dx, *_both(layer.grads)), expected, strict=True):
            assert_matches(actual, wanted, name=name)


@pytest.mark.points(1, task="Linear")
@pytest.mark.hidden
def test_two_layers_share_nothing(student, rng):
    """Writing into one layer's params leaves another's as they were."""
    one, other = student.Linear(3, 5, _generator(rng)), student.Linear(3, 5, _generator(rng))
    before = other.params["weight"]
    one.write_params({"weight": rng.normal(size=(3, 5))})
    assert_matches(other.params["weight"], before, name="the other layer's weight")


def _both(named):
    return named["weight"], named["bias"]


def _written(student, rng):
    """Return a layer, an input, and the parameters written into the layer."""
    layer = student.Linear(3, 5, _generator(rng))
    x, weight, bias = rng.normal(size=(2, 3)), rng.normal(size=(3, 5)), rng.normal(size=5)
    layer.write_params({"weight": weight, "bias": bias})
    return layer, x, (weight, bias)


@pytest.mark.points(1, task="Momentum")
def test_steps_follow_the_trajectory(student, reference, rng):
    """Five steps lead each parameter along PyTorch's way."""
    optimizer, params = student.Momentum(0.1, 0.9), {"a": rng.normal(size=(2, 3)), "b": rng.normal(size=4)}
    grads = {name: rng.normal(size=(5, *value.shape)) for name, value in params.items()}
    ways = {name: reference.momentum(value, grads[name], 0.1, 0.9) for name, value in params.items()}
    for step in range(5):
        params = optimizer.step(params, {name: gradient[step] for name, gradient in grads.items()})
        for name, way in ways.items():
            assert_matches(params[name], way[step], name=f"{name} after step {step + 1}")


@pytest.mark.points(1, task="Momentum")
def test_step_leaves_its_arguments_alone(student, rng):
    """step returns new parameters and modifies neither params nor grads."""
    optimizer = student.Momentum(0.1, 0.9)
    assert_untouched(optimizer.step.observe({"a": rng.normal(size=3)}, {"a": rng.normal(size=3)}))


@pytest.mark.points(1, task="Noise")
def test_noise_zeroes_some_and_scales_the_rest(student, rng):
    """In training an entry becomes zero with probability p, and is divided by 1 - p otherwise."""
    y = student.Noise(0.25, _generator(rng)).forward(np.ones((40, 50)))
    assert_matches(y, np.where(y == 0, 0, 4 / 3), name="forward(ones)")
    assert 0.15 < np.mean(y == 0) < 0.35, "far from a quarter of the entries are zero"


@pytest.mark.points(1, task="Noise")
def test_no_noise_outside_training(student, rng):
    """With training = False forward(x) is x."""
    layer, x = student.Noise(0.5, _generator(rng)), rng.normal(size=(4, 5))
    layer.training = False
    assert_matches(layer.forward(x), x, name="forward(x)")


@pytest.mark.points(1, task="Noise")
@pytest.mark.hidden
@pytest.mark.needs("test_noise_zeroes_some_and_scales_the_rest")
def test_backward_has_the_noise_of_forward(student, rng):
    """backward(dout) is zero where forward was, and scaled like it elsewhere."""
    layer, x, dout = student.Noise(0.5, _generator(rng)), rng.normal(size=(4, 5)), rng.normal(size=(4, 5))
    y = layer.forward(x)
    assert_matches(layer.backward(dout), dout * y / x, name="dx")


@pytest.mark.points(1, task="train_step")
def test_a_step_writes_into_the_model(student, reference, rng):
    """train_step calls forward, then backward, once each, and writes the new parameters into the old arrays."""
    x, y, weight = rng.normal(size=(4, 3)), rng.normal(size=(4, 2)), rng.normal(size=(3, 2))
    model = student.probes.RecordingModel(weight)
    student.train_step(model, x, y, 0.1)
    assert model.calls == ["forward", "backward"], f"the model's methods are called in the order {model.calls}"
    assert model.written_in_place(), "params holds another array than before"
    assert_matches(model.params["weight"], reference.train_step(x, y, weight, np.zeros(2), 0.1)[1], name="weight")


@pytest.mark.points(1, task="train_step")
@pytest.mark.needs("test_backward_is_the_chain_rule")
def test_a_step_trains_a_linear_layer(student, reference, rng):
    """train_step returns the loss and moves your Linear's weight and bias against their gradients."""
    layer, x, params = _written(student, rng)
    y = rng.normal(size=(2, 5))
    loss, weight, bias = reference.train_step(x, y, *params, 0.1)
    assert_matches(student.train_step(layer, x, y, 0.1), loss, name="loss")
    assert_matches(layer.params["weight"], weight, name="weight")
    assert_matches(layer.params["bias"], bias, name="bias")
