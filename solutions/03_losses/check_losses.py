"""Checks of the losses: values and gradients against PyTorch, extremes, dtypes, purity, bad arguments."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from dlgrade.compare import assert_matches, assert_no_warnings, assert_rejects, assert_untouched

SIZES = [(1, 2), (1, 5), (3, 5), (7, 2)]
EXTREME_LOGITS = np.array([[0.0, -1000, 3], [1000, 0, -1000], [1e30, 0, -1e30], [-745, -1000, -900]])
EXTREME_LABELS = np.array([1, 1, 0, 2])  # of 1e30 and 1e30 nobody can say how much larger one is: no such tie
BAD_PAIRS = {
    "a label too large": ((3, 4), [0, 4, 1], "labels"),
    "a negative label": ((3, 4), [0, -1, 1], "labels"),
    "a column of labels": ((3, 4), [[0], [1], [2]], "labels"),
    "too few labels": ((3, 4), [0, 1], "labels"),
    "one label for all": ((3, 4), [1], "labels"),
    "labels that are not whole": ((3, 4), [0.5, 1.0, 2.0], "labels"),
    "logits with one axis": ((3,), [0, 1, 2], "logits"),
    "logits with three axes": ((3, 4, 2), [0, 1, 2], "logits"),
}


def _batch(rng, size, scale=2.0):
    """Draw logits, and labels of which no batch of two or more has only one kind."""
    return rng.normal(scale=scale, size=size), rng.permutation(np.arange(size[0]) + rng.integers(size[1])) % size[1]


SHAPES = [(1,), (7,), (1, 5), (6, 1), (2, 3, 5), (2, 1, 3, 4)]
LIST = [[1, 2, 3], [3, 1, 0]]
OTHER_SHAPES = [
    (((4, 1), (4,)), "target"),
    (((3, 4), (4,)), "target"),
    (((3, 4), (1, 4)), "target"),
    (((5,), (1,)), "target"),
]


@dataclass(frozen=True)
class Loss:
    """What the checks that all losses share need to know of one; `first` is the argument that is differentiated."""

    first: str
    draw: Callable[..., tuple[Any, ...]]
    shape: tuple[int, ...]
    shapes: list[tuple[int, ...]]
    whole: tuple[Any, ...]
    extremes: list[tuple[Any, ...]]
    misfits: list[tuple[tuple[tuple[int, ...], ...], str]]


def _errors(rng, shape):
    """Draw predictions and targets that differ by 0.2 and more: the absolute value has its kink at 0."""
    target = rng.normal(size=shape)
    return target + rng.choice([-1, 1], size=shape) * rng.uniform(0.2, 2, size=shape), target


def _beliefs(rng, shape):
    """Draw logits on both sides of 0, and targets between 0 and 1."""
    return rng.choice([-1, 1], size=shape) * rng.uniform(0.3, 4, size=shape), rng.uniform(0.1, 0.9, size=shape)


def _chances(rng, shape):
    """Draw rows of probabilities, and one right class for each."""
    p = rng.uniform(0.2, 1, size=shape)
    return p / p.sum(axis=1, keepdims=True), np.eye(shape[1])[rng.permutation(np.arange(shape[0]) % shape[1])]


def _costs(rng, shape):
    """Draw the losses of some examples."""
    return (rng.uniform(0.2, 3, size=shape),)


ERRORS = Loss(
    "prediction",
    _errors,
    (3, 5),
    SHAPES,
    (LIST, [[2, 0, 4], [1, 2, 4]]),
    [([1e3, -1e3], [-1e3, 1e3]), ([1e30, -1e30], [-1e30, 1e3]), ([1e6 + 1e-3, 1e-3], [1e6, 0.0])],
    OTHER_SHAPES,
)
LOSSES = {
    "half_squared_error": ERRORS,
    "mean_squared_error": ERRORS,
    "mean_absolute_error": ERRORS,
    "binary_cross_entropy_with_logits": Loss(
        "logits",
        _beliefs,
        (3, 5),
        SHAPES,
        (LIST, [[0, 1, 1], [1, 0, 0]]),
        [([1e3, 3.0], [0.25, 1.0]), ([-1e3, 3.0], [1.0, 1.0]), ([1e30, -1e30], [0.5, 0.0]), ([1e3, -1e3], [1.0, 0.0])],
        OTHER_SHAPES,
    ),
    "cross_entropy": Loss(
        "probabilities",
        _chances,
        (5, 3),
        SIZES,
        ([[0.25, 0.5, 0.25], [0.125, 0.125, 0.75]], [[0, 1, 0], [0, 0, 1]]),
        [([[0, 1.0, 0], [0.5, 0, 0.5]], [[0, 1.0, 0], [0, 0, 1]]), ([[1e-300, 1.0]], [[1.0, 0]])],
        [(((3, 4), (3,)), "one_hot"), (((3, 4), (1, 4)), "one_hot"), (((4,), (4,)), "probabilities")],
    ),
    "total_loss": Loss(
        "losses",
        _costs,
        (5,),
        [(1,), (2,), (9,)],
        ([2, 1, 200, 100],),
        [([1e30, 1e3],), ([1e3, 0.0],)],
        [(((3, 1),), "losses"), (((),), "losses")],
    ),
}
TASKS = [name + suffix for name in LOSSES for suffix in ("", "_backward")]


def each_loss(points):
    """Make one check of a task for every loss and every gradient."""
    cases = [pytest.param(name, marks=pytest.mark.points(points, task=name)) for name in TASKS]
    return pytest.mark.parametrize("task", cases)


def _loss(task):
    return LOSSES[task.removesuffix("_backward")]


def _judge(actual, reference, task, arguments, **more):
    """Compare a loss with PyTorch's, or a gradient with the one that autograd finds."""
    loss = getattr(reference, task.removesuffix("_backward"))
    if task in LOSSES:
        assert_matches(actual, loss(*arguments), name="loss", **more)
    else:
        assert_matches(actual, loss.backward(1.0, *arguments, wrt=[0]), name=f"d{_loss(task).first}", **more)


@each_loss(2)
def test_formula_is_followed(student, reference, rng, task):
    """The loss is what its formula says, and the backward is its gradient."""
    arguments = _loss(task).draw(rng, _loss(task).shape)
    _judge(getattr(student, task)(*arguments), reference, task, arguments)


@each_loss(1)
def test_extremes_are_exact_and_silent(student, reference, task):
    """Very large numbers, very small ones and probabilities of 0 give the right answer and no warning."""
    for case in _loss(task).extremes:
        arguments = [np.array(values) for values in case]
        call = getattr(student, task).observe(*arguments)
        assert_no_warnings(call)
        _judge(call.value, reference, task, arguments, scale=1e-3)


@each_loss(1)
def test_float32_is_kept(student, reference, rng, task):
    """float32 in gives float32 out, as exact as float32 is; a loss may be any float."""
    arguments = [values.astype(np.float32) for values in _loss(task).draw(rng, _loss(task).shape)]
    _judge(getattr(student, task)(*arguments), reference, task, arguments, dtype=np.float32, terms=15)


@each_loss(1)
def test_lists_and_integers_count_as_float64(student, reference, task):
    """Lists and integers, unsigned ones too, count as float64."""
    arguments = [np.array(values, dtype=float) for values in _loss(task).whole]
    _judge(getattr(student, task)(*_loss(task).whole), reference, task, arguments)
    whole = [values.astype(np.uint8) if np.all(values % 1 == 0) else values for values in arguments]
    _judge(getattr(student, task)(*whole), reference, task, arguments)


@each_loss(1)
def test_inputs_are_left_alone(student, reference, rng, task):
    """The arguments are never modified, however they lie in memory."""
    drawn = _loss(task).draw(rng, _loss(task).shape)
    arguments = [np.asfortranarray(np.repeat(values, 2, axis=0))[::2] for values in drawn]
    call = getattr(student, task).observe_frozen(*arguments)
    assert_untouched(call)
    _judge(call.value, reference, task, arguments)
    assert_untouched(getattr(student, task).observe(*arguments))


@each_loss(1)
def test_other_shapes_are_rejected(student, task):
    """Shapes that do not fit are a ValueError that names the argument: nothing is broadcast in silence."""
    for shapes, naming in _loss(task).misfits:
        assert_rejects(getattr(student, task).observe(*map(np.ones, shapes)), naming)


@pytest.mark.hidden
@each_loss(1)
def test_any_size_is_right(student, reference, rng, task):
    """Every shape, batch size and number of classes gives the right answer."""
    for shape in _loss(task).shapes:
        arguments = _loss(task).draw(rng, shape)
        _judge(getattr(student, task)(*arguments), reference, task, arguments)


@pytest.mark.points(1, task="mean_absolute_error_backward")
def test_slope_at_no_error_is_zero(student, reference):
    """Where the prediction is the target, the gradient of the absolute value is 0."""
    arguments = np.array([1.0, 2, -3, 0]), np.array([1.0, 4, -3, -1])
    call = student.mean_absolute_error_backward.observe(*arguments)
    assert_no_warnings(call)
    _judge(call.value, reference, "mean_absolute_error_backward", arguments)


@pytest.mark.points(2, task="softmax_cross_entropy")
def test_loss_is_the_mean_surprise_at_the_right_class(student, reference, rng):
    """The loss is -log of the right class's probability, averaged over the batch."""
    logits, labels = _batch(rng, (5, 3))
    assert_matches(
        student.softmax_cross_entropy(logits, labels), reference.softmax_cross_entropy(logits, labels), name="loss"
    )


@pytest.mark.points(1, task="softmax_cross_entropy")
def test_loss_of_extreme_logits_is_exact_and_silent(student, reference):
    """The loss is right, without clipping or warning, for logits of ±1000 and ±1e30."""
    for row, label in zip(EXTREME_LOGITS, EXTREME_LABELS, strict=True):
        call = student.softmax_cross_entropy.observe(row[None], np.array([label]))
        assert_no_warnings(call)
        assert_matches(
            call.value, reference.softmax_cross_entropy(row[None], np.array([label])), name="loss", scale=1e-3
        )


@pytest.mark.points(1, task="softmax_cross_entropy")
def test_loss_of_a_batch_of_very_different_rows_is_right(student, reference, rng):
    """Every row counts where one row's logits are near 1000 and another's near -1000."""
    logits, labels = _batch(rng, (3, 4))
    logits += np.array([[1000.0], [0.0], [-1000.0]])
    assert_matches(
        student.softmax_cross_entropy(logits, labels), reference.softmax_cross_entropy(logits, labels), name="loss"
    )


@pytest.mark.points(1, task="softmax_cross_entropy")
def test_loss_of_float32_is_as_exact_as_float32(student, reference, rng):
    """The loss of float32 logits is right, also for logits of 100, where exp overflows in float32."""
    logits, labels = _batch(rng, (4, 3))
    logits = (logits + 100).astype(np.float32)
    expected = reference.softmax_cross_entropy(logits, labels)
    assert_matches(student.softmax_cross_entropy(logits, labels), expected, name="loss", dtype=np.float32, scale=100)


@pytest.mark.points(1, task="softmax_cross_entropy")
def test_loss_takes_lists_and_integers(student, reference):
    """Lists and integers, unsigned ones too, count as float64; labels may be of any integer type."""
    expected = reference.softmax_cross_entropy(np.array([[1.0, 2, 3], [3, 1, 0]]), np.array([0, 2]))
    assert_matches(student.softmax_cross_entropy([[1, 2, 3], [3, 1, 0]], [0, 2]), expected, name="loss of lists")
    whole = np.array([[1, 2, 3], [3, 1, 0]], dtype=np.uint8), np.array([0, 2], dtype=np.uint8)
    assert_matches(student.softmax_cross_entropy(*whole), expected, name="loss of uint8")


@pytest.mark.points(1, task="softmax_cross_entropy")
def test_loss_leaves_its_inputs_alone(student, reference, rng):
    """softmax_cross_entropy never modifies its arguments, however they lie in memory."""
    logits, labels = rng.normal(size=(3, 8)).T[::2], rng.permutation(np.arange(8) % 3)[::-2]
    call = student.softmax_cross_entropy.observe_frozen(logits, labels)
    assert_untouched(call)
    assert_matches(call.value, reference.softmax_cross_entropy(logits, labels), name="loss")
    assert_untouched(student.softmax_cross_entropy.observe(logits, labels))


@pytest.mark.points(1, task="softmax_cross_entropy")
@pytest.mark.parametrize("case", BAD_PAIRS)
def test_loss_rejects_what_does_not_fit(student, case):
    """Logits that are not (batch, classes), and labels that do not fit them, are ValueErrors."""
    shape, labels, naming = BAD_PAIRS[case]
    assert_rejects(student.softmax_cross_entropy.observe(np.ones(shape), np.array(labels)), naming)


@pytest.mark.points(1, task="softmax_cross_entropy")
@pytest.mark.hidden
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_loss_of_any_size(student, reference, rng, size):
    """The loss is right for every batch size and number of classes."""
    logits, labels = _batch(rng, size, scale=1)
    assert_matches(
        student.softmax_cross_entropy(logits, labels), reference.softmax_cross_entropy(logits, labels), name="loss"
    )


@pytest.mark.points(2, task="softmax_cross_entropy_backward")
def test_gradient_is_prediction_minus_truth(student, reference, rng):
    """The gradient is what was said minus what is true, divided by the batch size."""
    logits, labels = _batch(rng, (5, 3))
    expected = reference.softmax_cross_entropy.backward(1.0, logits, labels)
    assert_matches(student.softmax_cross_entropy_backward(logits, labels), expected, name="dlogits")


@pytest.mark.points(1, task="softmax_cross_entropy_backward")
def test_gradient_of_extreme_logits_is_finite_and_silent(student, reference):
    """The gradient is right, and comes without a warning, for logits of ±1000 and ±1e30."""
    call = student.softmax_cross_entropy_backward.observe(EXTREME_LOGITS, EXTREME_LABELS)
    assert_no_warnings(call)
    assert_matches(
        call.value, reference.softmax_cross_entropy.backward(1.0, EXTREME_LOGITS, EXTREME_LABELS), name="dlogits"
    )


@pytest.mark.points(1, task="softmax_cross_entropy_backward")
def test_gradient_keeps_float32(student, reference, rng):
    """float32 in gives float32 out."""
    logits, labels = _batch(rng, (4, 3))
    logits = logits.astype(np.float32)
    expected = reference.softmax_cross_entropy.backward(1.0, logits, labels)
    assert_matches(
        student.softmax_cross_entropy_backward(logits, labels), expected, name="dlogits", dtype=np.float32, terms=3
    )


@pytest.mark.points(1, task="softmax_cross_entropy_backward")
def test_gradient_takes_lists_and_integers(student, reference):
    """Lists and integers, unsigned ones too, count as float64; labels may be of any integer type."""
    expected = reference.softmax_cross_entropy.backward(1.0, np.array([[1.0, 2, 3], [3, 1, 0]]), np.array([0, 2]))
    assert_matches(
        student.softmax_cross_entropy_backward([[1, 2, 3], [3, 1, 0]], [0, 2]), expected, name="dlogits of lists"
    )
    whole = np.array([[1, 2, 3], [3, 1, 0]], dtype=np.uint8), np.array([0, 2], dtype=np.uint8)
    assert_matches(student.softmax_cross_entropy_backward(*whole), expected, name="dlogits of uint8")


@pytest.mark.points(1, task="softmax_cross_entropy_backward")
def test_gradient_leaves_its_inputs_alone(student, reference, rng):
    """softmax_cross_entropy_backward never modifies its arguments, however they lie in memory."""
    logits, labels = rng.normal(size=(3, 8)).T[::2], rng.permutation(np.arange(8) % 3)[::-2]
    call = student.softmax_cross_entropy_backward.observe_frozen(logits, labels)
    assert_untouched(call)
    assert_matches(call.value, reference.softmax_cross_entropy.backward(1.0, logits, labels), name="dlogits")
    assert_untouched(student.softmax_cross_entropy_backward.observe(logits, labels))


@pytest.mark.points(1, task="softmax_cross_entropy_backward")
@pytest.mark.parametrize("case", BAD_PAIRS)
def test_gradient_rejects_what_does_not_fit(student, case):
    """Logits that are not (batch, classes), and labels that do not fit them, are ValueErrors."""
    shape, labels, naming = BAD_PAIRS[case]
    assert_rejects(student.softmax_cross_entropy_backward.observe(np.ones(shape), np.array(labels)), naming)


@pytest.mark.points(1, task="softmax_cross_entropy_backward")
@pytest.mark.hidden
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_gradient_of_any_size(student, reference, rng, size):
    """The gradient is right for every batch size and number of classes."""
    logits, labels = _batch(rng, size, scale=1)
    expected = reference.softmax_cross_entropy.backward(1.0, logits, labels)
    assert_matches(student.softmax_cross_entropy_backward(logits, labels), expected, name="dlogits")
