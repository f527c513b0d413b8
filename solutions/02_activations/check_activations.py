"""Checks of the activations: values and gradients against PyTorch, extremes, dtypes, axes, purity, bad arguments."""

import re

import numpy as np
import pytest

from dlgrade.compare import assert_matches, assert_no_warnings, assert_rejects, assert_untouched
from dlgrade.errors import CheckFailure

EXTREMES = np.array([-1e30, -1000.0, -30.0, -0.0, 0.0, 30.0, 1000.0, 1e30])
SHAPES = [(7,), (1, 5), (2, 3, 5), (2, 3, 1, 4)]
ZEROS = np.array([2.0, 0.0, -0.0, -2.0])
CURVES = ["identity", "tanh", "relu", "leaky_relu", "elu"]
SLOPES = [f"{name}_backward" for name in CURVES]
LOGS = ["log_softmax", "log_softmax_backward"]
LARGE_LOGITS = [[1000.0, 1001, 999], [-1000, -1001, -1002], [0, -1000, 3], [1e30, -1e30, 0]]
SETTINGS = {  # the keyword of each function that has one, and values to try
    "leaky_relu": ("negative_slope", [0.2, 1.5, -0.5, 0, 2]),
    "elu": ("alpha", [0.3, 2.5, 3]),
}
TUNED = [name + suffix for name in SETTINGS for suffix in ("", "_backward")]
MAXOUT = ["maxout", "maxout_backward"]
PARTS = ["dx", "dweight", "dbias"]
README_EXAMPLE = (  # dout, x, weight and bias
    np.array([[1.0, 10]]),
    np.array([[1.0, 2]]),
    np.array([[[1.0, 0], [0, 1]], [[2, -1], [-1, 3]]]),
    np.array([[0.0, 0], [0.5, -1]]),
)
BAD_SIZES = {  # for each argument: shapes of x, weight and bias, and the arguments of which the message names one
    "x": [
        (((3,), (2, 5, 3), (2, 5)), ["x"]),
        (((4, 6, 3), (4, 5, 3), (4, 5)), ["x", "weight"]),
        (((4, 1), (2, 5, 3), (2, 5)), ["x", "weight"]),
    ],
    "weight": [
        (((4, 3), (5, 3), (5, 3)), ["weight"]),
        (((4, 3), (5, 3), (5,)), ["weight", "bias"]),
        (((4, 3), (2, 5, 1), (2, 5)), ["weight", "x"]),
        (((4, 3), (2, 3, 5), (2, 3)), ["weight", "x"]),
    ],
    "bias": [
        (((4, 3), (2, 5, 3), (5,)), ["bias"]),
        (((4, 3), (2, 5, 3), (1, 5)), ["bias"]),
        (((4, 3), (2, 5, 3), (2, 1)), ["bias"]),
        (((4, 3), (2, 5, 3), ()), ["bias"]),
    ],
}


def each(points, tasks):
    """Make one check of every task."""
    cases = [pytest.param(name, marks=pytest.mark.points(points, task=name)) for name in tasks]
    return pytest.mark.parametrize("task", cases)


def _drawn(rng, task, shape):
    """Draw what a task takes: an input, none of it near 0, where some have a corner; for a backward dout before it.

    Of four entries and more every pair of signs occurs, so that it is no luck whether a mask by the wrong one shows.
    """
    place = rng.permutation(int(np.prod(shape))).reshape(shape)
    x = np.asarray(np.where(place // 2 % 2, -1, 1) * rng.uniform(0.1, 3, size=shape))
    dout = np.asarray(np.where(place % 2, 1, -1) * rng.uniform(0.1, 2, size=shape))
    return (dout, x) if task.endswith("_backward") else (x,)


def _strided(values):
    """Lay an array out in memory column by column, with gaps between its entries."""
    return np.asfortranarray(np.repeat(values, 2, axis=-1))[..., ::2]


def _at_zero(rng):
    """Draw upstream gradients for ZEROS, with both signs at 0."""
    return rng.uniform(0.1, 2, size=4) * np.array([-1, 1, -1, 1]), ZEROS


def _judge(actual, reference, task, arguments, settings=None, **how):
    """Compare an output with PyTorch's, or a gradient with the one that autograd finds."""
    settings = settings or {}
    function, backward = getattr(reference, task.removesuffix("_backward")), task.endswith("_backward")
    expected = (function.backward if backward else function)(*arguments, **settings)
    name = "dx" if backward else f"{task}(x)"
    tried = "".join(f", {key}={value}" for key, value in settings.items())
    assert_matches(actual, expected, name=name + tried, **how)


def _answer(student, reference, task, arguments, settings=None, **how):
    """Call a task, which emits no warning, and compare what it answers."""
    call = getattr(student, task).observe(*arguments, **(settings or {}))
    assert_no_warnings(call)
    _judge(call.value, reference, task, arguments, settings, **how)


def _pieces(rng, sizes=(2, 4, 3, 5), size=1.0):
    """Draw dout, x, weight and bias of maxout: no two pieces near each other, and every kind of winner among them."""
    pieces, batch, inputs, units = sizes
    while True:
        x, weight = size * rng.normal(size=(batch, inputs)), rng.normal(size=(pieces, units, inputs))
        bias = size * rng.normal(size=(pieces, units))
        sums = np.einsum("ni,koi->kno", x, weight)
        scores = sums + bias[:, None]
        best, winner = scores.max(axis=0), scores.argmax(axis=0)
        apart = np.sum(scores > best - 1e-3 * size) == best.size
        decided = pieces == 1 or np.any(winner != sums.argmax(axis=0))  # by a bias
        if apart and decided and len(np.unique(winner)) == pieces and best.min() < 0 < best.max():
            return rng.normal(size=(batch, units)), x, weight, bias


def _judge_parts(actual, expected, parts=PARTS, **how):
    """Raise CheckFailure unless these gradients of maxout are the expected ones."""
    if not isinstance(actual, tuple | list) or len(actual) != len(PARTS):
        raise CheckFailure(
            "maxout_backward returns something else than (dx, dweight, dbias)",
            kind="wrong type",
            hint="end with `return dx, dweight, dbias`",
        )
    for value, right, name in zip(actual, expected, PARTS, strict=True):
        if name in parts:
            assert_matches(value, right, name=name, **how)


def _answer_maxout(student, reference, task, arguments, given=None, **how):
    """Call maxout, or its backward, with dout, x, weight and bias and compare what it answers."""
    call = getattr(student, task).observe(*(given or arguments)[task == "maxout" :])
    assert_no_warnings(call)
    if task == "maxout":
        assert_matches(call.value, reference.maxout(*arguments[1:]), name="maxout(x, weight, bias)", **how)
    else:
        _judge_parts(call.value, reference.maxout.backward(*arguments), **how)


def _assert_rejects_naming_one(call, names):
    """Raise CheckFailure unless the call raised a ValueError that names one of several arguments."""
    text = str(getattr(call.error, "text", ""))
    assert_rejects(call, naming=next((name for name in names if re.search(rf"\b{name}\b", text)), names[0]))


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


@each(1, CURVES)
def test_values_of_the_readme(student, reference, task):
    """The values are those of the README's table, at -2, -1, 0, 1 and 2."""
    _answer(student, reference, task, (np.array([-2.0, -1, 0, 1, 2]),))


@each(1, CURVES)
def test_formula_is_followed(student, reference, rng, task):
    """The output is what the formula says, entry by entry."""
    _answer(student, reference, task, _drawn(rng, task, (2, 3, 5)))


@each(2, SLOPES)
def test_gradient_is_the_chain_rule(student, reference, rng, task):
    """The gradient is dout times the slope at x, entry by entry."""
    _answer(student, reference, task, _drawn(rng, task, (2, 3, 5)))


@each(1, CURVES + SLOPES)
def test_extremes_are_finite_and_silent(student, reference, rng, task):
    """The answer is right, and comes without a warning, at x = ±30, ±1000 and ±1e30."""
    for value in EXTREMES[EXTREMES != 0]:
        *upstream, x = _drawn(rng, task, (2,))
        _answer(student, reference, task, (*upstream, np.full_like(x, value)), scale=1.0)


@each(1, CURVES + SLOPES + LOGS)
def test_float32_is_kept(student, reference, rng, task):
    """float32 in gives float32 out."""
    arguments = [values.astype(np.float32) for values in _drawn(rng, task, (3, 4))]
    _answer(student, reference, task, arguments, dtype=np.float32, terms=4)


@each(1, CURVES + SLOPES + LOGS)
def test_lists_and_integers_count_as_float64(student, reference, task):
    """Lists and integers, unsigned ones too, count as float64."""
    dout, x = [[1, 2, -3], [4, 5, 6]], [[-2, 1, 3], [7, -1, 200]]
    whole = [np.abs(np.array(values)).astype(np.uint8) for values in (dout, x)]
    for arguments in [(dout, x), (whole[0], x), (dout, whole[1])]:
        given = arguments if task.endswith("_backward") else arguments[1:]
        arrays = [np.array(values, dtype=float) for values in given]
        _judge(getattr(student, task)(*given), reference, task, arrays)


@each(1, CURVES + SLOPES + LOGS)
def test_inputs_are_left_alone(student, reference, rng, task):
    """The arguments are never modified, however they lie in memory."""
    arguments = [_strided(values) for values in _drawn(rng, task, (3, 4))]
    call = getattr(student, task).observe_frozen(*arguments)
    assert_untouched(call)
    _judge(call.value, reference, task, arguments)
    assert_untouched(getattr(student, task).observe(*arguments))


@each(1, [*SLOPES, "log_softmax_backward"])
def test_upstream_of_another_shape_is_rejected(student, task):
    """A dout that does not have x's shape is a ValueError: nothing is broadcast in silence."""
    for dout, x in [((4, 1), (4, 3)), ((4, 1), (4,)), ((3,), (4, 3)), ((), (3,)), ((4, 3), (3, 4))]:
        assert_rejects(getattr(student, task).observe(np.ones(dout), np.ones(x)), naming="dout")


@pytest.mark.hidden
@each(1, CURVES + SLOPES)
def test_any_shape_is_right(student, reference, rng, task):
    """The answer is right for every shape, that of a single number too."""
    for shape in [*SHAPES, (), (1,)]:
        _answer(student, reference, task, _drawn(rng, task, shape))


@pytest.mark.points(1, task="relu_backward")
def test_slope_of_relu_at_zero_is_zero(student, reference, rng):
    """At 0, and at -0.0, the slope of relu is taken as 0."""
    _answer(student, reference, "relu_backward", _at_zero(rng))


@pytest.mark.points(1, task="leaky_relu_backward")
def test_slope_of_leaky_relu_at_zero_is_negative_slope(student, reference, rng):
    """At 0, and at -0.0, the slope of leaky_relu is taken as negative_slope."""
    for slope in (0.01, 0.2, -0.5):
        _answer(student, reference, "leaky_relu_backward", _at_zero(rng), {"negative_slope": slope})


@pytest.mark.points(1, task="elu_backward")
def test_slope_of_elu_at_zero_is_alpha(student, reference, rng):
    """At 0, and at -0.0, the slope of elu is taken as alpha."""
    for alpha in (0.3, 2.5):
        _answer(student, reference, "elu_backward", _at_zero(rng), {"alpha": alpha})


@each(1, TUNED)
def test_slope_or_alpha_is_used(student, reference, rng, task):
    """The slope or alpha that is given is the one that is used; negative_slope may be any number, alpha any above 0."""
    name, values = SETTINGS[task.removesuffix("_backward")]
    for value in values:
        _answer(student, reference, task, _drawn(rng, task, (3, 5)), {name: value})


@each(1, TUNED)
def test_slope_or_alpha_leaves_the_dtype_alone(student, reference, rng, task):
    """float32 in gives float32 out, also where negative_slope or alpha is a NumPy float64."""
    name, values = SETTINGS[task.removesuffix("_backward")]
    arguments = [array.astype(np.float32) for array in _drawn(rng, task, (3, 4))]
    for value in (values[0], np.float64(values[0])):
        _answer(student, reference, task, arguments, {name: value}, dtype=np.float32)


@each(1, ["elu", "elu_backward"])
def test_alpha_has_to_be_above_zero(student, task):
    """An alpha of 0 or less is a ValueError."""
    arguments = [np.ones(3)] * (2 if task.endswith("_backward") else 1)
    for alpha in (-0.5, 0):
        assert_rejects(getattr(student, task).observe(*arguments, alpha=alpha), naming="alpha")


@pytest.mark.points(1, task="maxout")
def test_maxout_of_the_readme(student, reference):
    """The README's example gives (1, 4): the first unit from piece 1, the second from piece 2."""
    _, *arguments = README_EXAMPLE
    assert_matches(student.maxout(*arguments), reference.maxout(*arguments), name="maxout(x, weight, bias)")


@pytest.mark.points(2, task="maxout")
def test_maxout_is_the_largest_piece(student, reference, rng):
    """Every unit gives the largest of its pieces' sums x @ weight[k].T + bias[k]."""
    _, *arguments = _pieces(rng)
    assert_matches(student.maxout(*arguments), reference.maxout(*arguments), name="maxout(x, weight, bias)")


@pytest.mark.points(1, task="maxout_backward")
def test_maxout_gradient_of_the_readme(student, reference):
    """The README's example gives dx = (-9, 30): each unit's gradient goes to the piece that won."""
    _judge_parts(student.maxout_backward(*README_EXAMPLE), reference.maxout.backward(*README_EXAMPLE))


@pytest.mark.points(1, task="maxout_backward")
@pytest.mark.parametrize("part", PARTS)
def test_maxout_gradient_goes_to_the_largest_piece(student, reference, rng, part):
    """The gradient is the one of the piece that won, as in a dense layer, summed over the batch."""
    arguments = _pieces(rng)
    _judge_parts(student.maxout_backward(*arguments), reference.maxout.backward(*arguments), [part])


@pytest.mark.points(1, task="maxout_backward")
@pytest.mark.parametrize("part", PARTS)
def test_tie_goes_to_the_first_piece(student, reference, rng, part):
    """Of pieces that are equally large the first one receives the whole gradient."""
    x = rng.integers(1, 5, size=(3, 1)) * np.ones((3, 3))  # rows of equal numbers: weights of one sum tie
    weight = np.array(
        [[[0.0, 1, 2], [4, 1, 2]], [[4, 1, 2], [1, 2, 4]], [[2, 4, 1], [0, 1, 2]], [[1, 2, 4], [2, 4, 1]]]
    )
    arguments = rng.normal(size=(3, 2)), x, weight, np.full((4, 2), 0.5)
    _judge_parts(student.maxout_backward(*arguments), reference.maxout.backward(*arguments), [part])


@each(1, MAXOUT)
def test_maxout_of_extremes_is_finite_and_silent(student, reference, rng, task):
    """maxout and its gradients are right, and come without a warning, where x is near ±1000 and ±1e30."""
    for size in (1000.0, 1e30):
        _answer_maxout(student, reference, task, _pieces(rng, size=size))


@each(1, MAXOUT)
def test_maxout_keeps_float32(student, reference, rng, task):
    """float32 in gives float32 out."""
    arguments = [values.astype(np.float32) for values in _pieces(rng)]
    _answer_maxout(student, reference, task, arguments, dtype=np.float32, terms=10, scale=10.0)


@each(1, MAXOUT)
def test_maxout_takes_lists_and_integers(student, reference, task):
    """Lists and integers, unsigned ones too, count as float64."""
    weight = [[[1, 3, 2], [2, 5, 1]], [[0, 2, 7], [200, 1, 0]]]
    lists = [[1, 2], [3, 4]], [[1, 200, 3], [2, 0, 100]], weight, [[1, 0], [2, 3]]
    arrays = [np.array(values, dtype=float) for values in lists]
    for given in (lists, [values.astype(np.uint8) for values in arrays]):
        _answer_maxout(student, reference, task, arrays, given)


@each(1, MAXOUT)
def test_maxout_leaves_its_arguments_alone(student, reference, rng, task):
    """The arguments are never modified, however they lie in memory."""
    arguments = [_strided(values) for values in _pieces(rng)]
    given = arguments[task == "maxout" :]
    assert_untouched(getattr(student, task).observe_frozen(*given))
    assert_untouched(getattr(student, task).observe(*given))
    _answer_maxout(student, reference, task, arguments)


@each(1, MAXOUT)
@pytest.mark.parametrize("argument", BAD_SIZES)
def test_maxout_rejects_what_does_not_fit(student, task, argument):
    """A wrong number of axes and sizes that do not match are ValueErrors; nothing is broadcast in silence."""
    for shapes, names in BAD_SIZES[argument]:
        arrays = [np.ones((4, 5)), *map(np.ones, shapes)][task == "maxout" :]
        _assert_rejects_naming_one(getattr(student, task).observe(*arrays), names)


@pytest.mark.points(1, task="maxout_backward")
def test_maxout_backward_rejects_an_upstream_of_another_shape(student):
    """A dout that is not (batch, out) is a ValueError."""
    for shape in [(5,), (1, 5), (4, 1), (5, 4), ()]:
        arrays = np.ones(shape), np.ones((4, 3)), np.ones((2, 5, 3)), np.ones((2, 5))
        assert_rejects(student.maxout_backward.observe(*arrays), naming="dout")


@pytest.mark.hidden
@each(2, MAXOUT)
def test_maxout_of_any_size(student, reference, rng, task):
    """maxout and its gradients are right for any number of pieces, rows, inputs and units."""
    for sizes in [(1, 2, 3, 4), (3, 1, 2, 5), (5, 7, 1, 2), (2, 3, 4, 1), (4, 5, 2, 3)]:
        _answer_maxout(student, reference, task, _pieces(rng, sizes))


@each(2, LOGS)
def test_log_softmax_is_the_logarithm_of_softmax(student, reference, rng, task):
    """The output is the logarithm of each row's probabilities; the gradient is the one that autograd finds."""
    _answer(student, reference, task, _drawn(rng, task, (3, 5)))


@pytest.mark.points(1, task="log_softmax")
def test_log_softmax_of_the_readme(student, reference):
    """log_softmax of (1, 2, 3) is (-2.41, -1.41, -0.41)."""
    _answer(student, reference, "log_softmax", (np.array([1.0, 2, 3]),))


@each(1, LOGS)
def test_log_softmax_works_along_any_axis(student, reference, rng, task):
    """The answer is right along the axis that is given, counted from the front or the end."""
    for axis in (0, 1, -2, -1):
        _answer(student, reference, task, _drawn(rng, task, (2, 3, 5)), {"axis": axis})


@each(1, LOGS)
def test_log_softmax_of_large_logits_is_finite_and_silent(student, reference, rng, task):
    """The answer is right, unclipped and without a warning, for logits of ±1000 and ±1e30."""
    for row in LARGE_LOGITS:
        upstream = _drawn(rng, task, (1, 3))[:-1]
        _answer(student, reference, task, (*upstream, np.array([row], dtype=float)), scale=1.0)


@each(1, LOGS)
def test_log_softmax_of_very_different_rows_is_right(student, reference, rng, task):
    """Every row is right where one row's logits are near 1000 and another's near -1000."""
    *upstream, x = _drawn(rng, task, (3, 4))
    _answer(student, reference, task, (*upstream, x + np.array([[1000.0], [0.0], [-1000.0]])))


@each(1, LOGS)
def test_log_softmax_rejects_an_axis_out_of_range(student, task):
    """An axis that x does not have is a ValueError."""
    for axis in (2, -3):
        arguments = [np.ones((2, 3))] * (2 if task.endswith("_backward") else 1)
        assert_rejects(getattr(student, task).observe(*arguments, axis=axis), naming="axis")


@pytest.mark.hidden
@each(1, LOGS)
def test_log_softmax_of_any_shape(student, reference, rng, task):
    """The answer is right for every shape, along its first axis and its last."""
    for shape in SHAPES:
        for axis in (0, -1):  # along an axis of length 1 the gradient is a difference of equal numbers: 0
            _answer(student, reference, task, _drawn(rng, task, shape), {"axis": axis}, scale=1.0)
