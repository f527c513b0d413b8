"""Checks of the activations: values and gradients against PyTorch, extremes, dtypes, axes, purity, bad arguments."""

import numpy as np
import pytest

from dlgrade.compare import assert_matches, assert_no_warnings, assert_rejects, assert_untouched

EXTREMES = np.array([-1e30, -1000.0, -30.0, -0.0, 0.0, 30.0, 1000.0, 1e30])
SHAPES = [(7,), (1, 5), (2, 3, 5), (2, 3, 1, 4)]


@pytest.mark.points(1, task="sigmoid")
def test_sigmoid_follows_the_formula(student, reference, rng):
    """sigmoid(x) is 1 / (1 + exp(-x)), entry by entry."""
    x = rng.normal(scale=2, size=(2, 3, 5))
    assert_matches(student.sigmoid(x), reference.sigmoid(x), name="sigmoid(x)")


@pytest.mark.points(1, task="sigmoid")
def test_sigmoid_of_extremes_is_finite_and_silent(student, reference):
    """sigmoid is right, and emits no warning, at x = ±1000 and ±1e30."""
    call = student.sigmoid.observe(EXTREMES)
    assert_no_warnings(call)
    assert_matches(call.value, reference.sigmoid(EXTREMES), name="sigmoid(x)")


@pytest.mark.points(1, task="sigmoid")
def test_sigmoid_keeps_float32(student, reference, rng):
    """float32 in gives float32 out."""
    x = rng.normal(scale=2, size=(3, 4)).astype(np.float32)
    assert_matches(student.sigmoid(x), reference.sigmoid(x), name="sigmoid(x)", dtype=np.float32)


@pytest.mark.points(1, task="sigmoid")
def test_sigmoid_takes_lists_and_integers(student, reference):
    """Lists and integers count as float64."""
    assert_matches(
        student.sigmoid([[-2, 0, 1], [3, -1, 2]]),
        reference.sigmoid(np.array([[-2.0, 0, 1], [3, -1, 2]])),
        name="sigmoid(list)",
    )
    whole = np.array([0, 3, 1, 200], dtype=np.uint8)
    assert_matches(student.sigmoid(whole), reference.sigmoid(whole.astype(float)), name="sigmoid(uint8)")


@pytest.mark.points(1, task="sigmoid")
def test_sigmoid_leaves_its_input_alone(student, reference, rng):
    """sigmoid never modifies its argument, however it lies in memory."""
    x = rng.normal(size=(5, 6)).T[::2]
    call = student.sigmoid.observe_frozen(x)
    assert_untouched(call)
    assert_matches(call.value, reference.sigmoid(x), name="sigmoid(x)")
    assert_untouched(student.sigmoid.observe(x))


@pytest.mark.points(1, task="sigmoid")
@pytest.mark.hidden
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_sigmoid_of_any_shape(student, reference, rng, shape):
    """sigmoid is right for every shape."""
    x = rng.uniform(-20, 20, size=shape)
    assert_matches(student.sigmoid(x), reference.sigmoid(x), name="sigmoid(x)")


@pytest.mark.points(2, task="sigmoid_backward")
def test_sigmoid_backward_is_the_chain_rule(student, reference, rng):
    """sigmoid_backward(dout, x) is dout times the slope of sigmoid at x."""
    x, dout = rng.normal(scale=2, size=(2, 3, 5)), rng.normal(size=(2, 3, 5))
    assert_matches(student.sigmoid_backward(dout, x), reference.sigmoid.backward(dout, x), name="dx")


@pytest.mark.points(1, task="sigmoid_backward")
def test_sigmoid_backward_of_extremes_is_finite_and_silent(student, reference, rng):
    """The gradient is right, and comes without a warning, at x = ±1000 and ±1e30."""
    dout = rng.normal(size=EXTREMES.shape)
    call = student.sigmoid_backward.observe(dout, EXTREMES)
    assert_no_warnings(call)
    assert_matches(call.value, reference.sigmoid.backward(dout, EXTREMES), name="dx")


@pytest.mark.points(1, task="sigmoid_backward")
def test_sigmoid_backward_keeps_float32(student, reference, rng):
    """float32 in gives float32 out."""
    x, dout = rng.normal(size=(3, 4)).astype(np.float32), rng.normal(size=(3, 4)).astype(np.float32)
    assert_matches(student.sigmoid_backward(dout, x), reference.sigmoid.backward(dout, x), name="dx", dtype=np.float32)


@pytest.mark.points(1, task="sigmoid_backward")
def test_sigmoid_backward_takes_lists_and_integers(student, reference):
    """Lists and integers count as float64."""
    dout, x = np.array([1, 2, 3], dtype=np.uint8), [-1, 0, 2]
    assert_matches(
        student.sigmoid_backward(dout, x),
        reference.sigmoid.backward(dout.astype(float), np.array(x, dtype=float)),
        name="dx",
    )
    dout, x = [1, 2, 3], np.array([3, 0, 1], dtype=np.uint8)
    expected = reference.sigmoid.backward(np.array(dout, dtype=float), x.astype(float))
    assert_matches(student.sigmoid_backward(dout, x), expected, name="dx of a list")


@pytest.mark.points(1, task="sigmoid_backward")
def test_sigmoid_backward_leaves_its_inputs_alone(student, reference, rng):
    """sigmoid_backward never modifies its arguments, however they lie in memory."""
    x, dout = rng.normal(size=(4, 6))[:, ::-2], rng.normal(size=(3, 4)).T
    call = student.sigmoid_backward.observe_frozen(dout, x)
    assert_untouched(call)
    assert_matches(call.value, reference.sigmoid.backward(dout, x), name="dx")
    assert_untouched(student.sigmoid_backward.observe(dout, x))


@pytest.mark.points(1, task="sigmoid_backward")
def test_sigmoid_backward_rejects_a_gradient_of_another_shape(student):
    """A dout that does not have x's shape is a ValueError."""
    assert_rejects(student.sigmoid_backward.observe(np.ones((4, 1)), np.ones((4, 3))), naming="dout")
    assert_rejects(student.sigmoid_backward.observe(np.ones((4, 1)), np.ones(4)), naming="dout")


@pytest.mark.points(1, task="sigmoid_backward")
@pytest.mark.hidden
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_sigmoid_backward_of_any_shape(student, reference, rng, shape):
    """The gradient is right for every shape."""
    x, dout = rng.uniform(-4, 4, size=shape), rng.normal(size=shape)
    assert_matches(student.sigmoid_backward(dout, x), reference.sigmoid.backward(dout, x), name="dx")


@pytest.mark.points(1, task="softmax")
def test_softmax_turns_rows_into_probabilities(student, reference, rng):
    """softmax(x) is exp(x) divided by its sum along the last axis."""
    x = rng.normal(scale=2, size=(3, 5))
    assert_matches(student.softmax(x), reference.softmax(x), name="softmax(x)")


@pytest.mark.points(1, task="softmax")
@pytest.mark.parametrize("axis", [0, 1, -2, -1])
def test_softmax_works_along_any_axis(student, reference, rng, axis):
    """softmax(x, axis) sums to 1 along the axis it was given."""
    x = rng.normal(scale=2, size=(2, 3, 5))
    assert_matches(student.softmax(x, axis=axis), reference.softmax(x, axis=axis), name="softmax(x)")


@pytest.mark.points(1, task="softmax")
def test_large_logits_stay_finite(student, reference):
    """softmax is right, and emits no warning, for logits of ±1000 and ±1e30."""
    x = np.array([[1000.0, 1001, 999], [-1000, -1001, -1002], [1e30, -1e30, 0], [-1e30, -1e30, -1e30]])
    call = student.softmax.observe(x)
    assert_no_warnings(call)
    assert_matches(call.value, reference.softmax(x), name="softmax(x)")


@pytest.mark.points(1, task="softmax")
def test_rows_of_very_different_size_are_all_right(student, reference, rng):
    """Every row is right where one row's logits are near 1000 and another's near -1000."""
    x = rng.normal(size=(3, 4)) + np.array([[1000.0], [0.0], [-1000.0]])
    assert_matches(student.softmax(x), reference.softmax(x), name="softmax(x)")


@pytest.mark.points(1, task="softmax")
def test_softmax_keeps_float32(student, reference, rng):
    """float32 in gives float32 out, also for logits of 100, where exp overflows in float32."""
    x = (rng.normal(size=(3, 4)) + 100).astype(np.float32)
    assert_matches(student.softmax(x), reference.softmax(x), name="softmax(x)", dtype=np.float32)


@pytest.mark.points(1, task="softmax")
def test_softmax_takes_lists_and_integers(student, reference):
    """Lists and integers, unsigned ones too, count as float64."""
    assert_matches(
        student.softmax([[1, 2, 3], [3, 1, 0]]),
        reference.softmax(np.array([[1.0, 2, 3], [3, 1, 0]])),
        name="softmax(list)",
    )
    whole = np.array([[1, 2, 3, 0]], dtype=np.uint8)
    assert_matches(student.softmax(whole), reference.softmax(whole.astype(float)), name="softmax(uint8)")


@pytest.mark.points(1, task="softmax")
def test_softmax_leaves_its_input_alone(student, reference, rng):
    """softmax never modifies its argument, however it lies in memory."""
    x = rng.normal(size=(5, 6)).T[::2]
    call = student.softmax.observe_frozen(x)
    assert_untouched(call)
    assert_matches(call.value, reference.softmax(x), name="softmax(x)")
    assert_untouched(student.softmax.observe(x))


@pytest.mark.points(1, task="softmax")
def test_softmax_rejects_an_axis_out_of_range(student):
    """An axis that x does not have is a ValueError."""
    assert_rejects(student.softmax.observe(np.ones((2, 3)), axis=2), naming="axis")
    assert_rejects(student.softmax.observe(np.ones((2, 3)), axis=-3), naming="axis")


@pytest.mark.points(1, task="softmax")
@pytest.mark.hidden
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_softmax_of_any_shape(student, reference, rng, shape):
    """softmax is right for every shape, along its first axis and its last."""
    x = rng.normal(scale=3, size=shape)
    assert_matches(student.softmax(x), reference.softmax(x), name="softmax(x)")
    assert_matches(student.softmax(x, 0), reference.softmax(x, axis=0), name="softmax(x, 0)")


@pytest.mark.points(2, task="softmax_backward")
def test_softmax_backward_is_the_chain_rule(student, reference, rng):
    """softmax_backward(dout, x) is the gradient that autograd finds."""
    x, dout = rng.normal(size=(3, 5)), rng.normal(size=(3, 5))
    assert_matches(student.softmax_backward(dout, x), reference.softmax.backward(dout, x), name="dx")


@pytest.mark.points(1, task="softmax_backward")
@pytest.mark.parametrize("axis", [0, 1, -2, -1])
def test_softmax_backward_works_along_any_axis(student, reference, rng, axis):
    """The gradient is right along the axis it was given."""
    x, dout = rng.normal(size=(2, 3, 5)), rng.normal(size=(2, 3, 5))
    assert_matches(
        student.softmax_backward(dout, x, axis=axis), reference.softmax.backward(dout, x, axis=axis), name="dx"
    )


@pytest.mark.points(1, task="softmax_backward")
def test_softmax_backward_of_large_logits_is_finite_and_silent(student, reference, rng):
    """The gradient is right, and comes without a warning, for logits of ±1000."""
    x, dout = rng.normal(size=(3, 4)) + np.array([[1000.0], [0.0], [-1000.0]]), rng.normal(size=(3, 4))
    call = student.softmax_backward.observe(dout, x)
    assert_no_warnings(call)
    assert_matches(call.value, reference.softmax.backward(dout, x), name="dx")


@pytest.mark.points(1, task="softmax_backward")
def test_softmax_backward_keeps_float32(student, reference, rng):
    """float32 in gives float32 out."""
    x, dout = rng.normal(size=(3, 4)).astype(np.float32), rng.normal(size=(3, 4)).astype(np.float32)
    assert_matches(
        student.softmax_backward(dout, x), reference.softmax.backward(dout, x), name="dx", dtype=np.float32, terms=4
    )


@pytest.mark.points(1, task="softmax_backward")
def test_softmax_backward_takes_lists_and_integers(student, reference):
    """Lists and integers count as float64."""
    dout, x = np.array([[1, 2, 3]], dtype=np.uint8), [[1, 0, 2]]
    assert_matches(
        student.softmax_backward(dout, x),
        reference.softmax.backward(dout.astype(float), np.array(x, dtype=float)),
        name="dx",
    )
    dout, x = [[1, 2, 3]], np.array([[3, 0, 1]], dtype=np.uint8)
    expected = reference.softmax.backward(np.array(dout, dtype=float), x.astype(float))
    assert_matches(student.softmax_backward(dout, x), expected, name="dx of a list")


@pytest.mark.points(1, task="softmax_backward")
def test_softmax_backward_leaves_its_inputs_alone(student, reference, rng):
    """softmax_backward never modifies its arguments, however they lie in memory."""
    x, dout = rng.normal(size=(4, 6))[:, ::-2], rng.normal(size=(3, 4)).T
    call = student.softmax_backward.observe_frozen(dout, x)
    assert_untouched(call)
    assert_matches(call.value, reference.softmax.backward(dout, x), name="dx")
    assert_untouched(student.softmax_backward.observe(dout, x))


@pytest.mark.points(1, task="softmax_backward")
def test_softmax_backward_rejects_what_does_not_fit(student):
    """A dout that does not have x's shape, and an axis that x does not have, are ValueErrors."""
    assert_rejects(student.softmax_backward.observe(np.ones((4, 1)), np.ones((4, 3))), naming="dout")
    assert_rejects(student.softmax_backward.observe(np.ones((4, 3)), np.ones((4, 3)), axis=2), naming="axis")


@pytest.mark.points(1, task="softmax_backward")
@pytest.mark.hidden
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_softmax_backward_of_any_shape(student, reference, rng, shape):
    """The gradient is right for every shape, along its first axis and its last."""
    x, dout = rng.normal(size=shape), rng.normal(size=shape)
    scale = float(np.max(np.abs(dout)))  # along an axis of length 1 the gradient is a difference of equal numbers: 0
    for axis in (0, -1):
        expected = reference.softmax.backward(dout, x, axis=axis)
        assert_matches(student.softmax_backward(dout, x, axis), expected, name="dx", scale=scale)
