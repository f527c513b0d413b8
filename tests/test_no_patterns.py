"""Diagnoses are silent where they know nothing: a false cause is worse than none."""

import numpy as np
import pytest

from dlgrade.compare import Mismatch, assert_matches
from dlgrade.diagnose import explain

SEEDS = range(200)
SHAPES = [(5,), (3, 5), (2, 3, 5), (2, 3, 1, 4), (4, 4), (1, 5)]


def diagnosis(actual, expected, inputs=None, warnings=(), **options) -> str:
    """Return what is said about a value that is judged wrong."""
    with pytest.raises(Mismatch) as caught:
        assert_matches(actual, expected, **options)
    return explain(caught.value.difference, inputs or {}, list(warnings))


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_unrelated_values_have_no_diagnosis(shape):
    """200 pairs of random arrays, with random arguments of the same shape and of others, are left alone."""
    said = set()
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        actual, expected, dout, x, w = (rng.normal(size=size) for size in (shape, shape, shape, shape, (3, 7)))
        said.add(diagnosis(actual, expected, {"dout": dout, "x": x, "w": w, "labels": rng.integers(0, 3, size=3)}))
    assert said == {""}


def test_unrelated_numbers_have_no_diagnosis():
    """Neither has a loss."""
    said = set()
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        x = rng.normal(size=(4, 7))
        said.add(diagnosis(float(rng.normal()), float(rng.normal()), {"x": x}))
    assert said == {""}


@pytest.mark.parametrize(
    ("got", "wanted"), [((3, 5), (2, 4)), ((2, 3, 5), (4, 6)), ((7,), (2, 3)), ((6, 4), (2, 3, 5)), ((5, 3), (3, 5))]
)
def test_unrelated_shapes_have_no_diagnosis(got, wanted):
    """A shape that nothing explains is shown, and nothing made up about it."""
    said = set()
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        said.add(diagnosis(rng.normal(size=got), rng.normal(size=wanted), {"x": rng.normal(size=(8, 9))}))
    assert said == {""}


def test_a_few_wrong_entries_have_no_diagnosis():
    """One or two wrong entries, wherever they are, are no rule about signs, ends or shifts."""
    said = set()
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        expected, x = rng.normal(size=(3, 5)), rng.normal(size=(3, 5))
        wrong = expected.copy()
        wrong.flat[rng.choice(15, size=1 + seed % 2, replace=False)] += 1
        said.add(diagnosis(wrong, expected, {"x": x}))
    assert said == {""}


def test_a_lone_wrong_entry_in_a_corner_is_not_blamed_on_an_axis():
    """Most of the last place along that axis is right."""
    expected = np.random.default_rng(0).normal(size=(2, 3, 5))
    wrong = expected.copy()
    wrong[1, 2, 4] += 1
    assert diagnosis(wrong, expected) == ""


def test_repeated_values_are_not_called_shifted():
    """Where neighbours are equal, every array looks like its own shift."""
    expected = np.array([1.0, 1, 1, 1, 2])
    assert "off by one" not in diagnosis(np.array([1.0, 1, 1, 1, 1]), expected)
    assert "off by one" not in diagnosis(np.array([0.0, 1, 1, 1, 1]), np.ones(5))


def test_a_flattened_result_is_not_blamed_on_keepdims():
    """(6,) for (2, 3) has lost more than an axis of length 1; so has (3, 2)."""
    expected = np.random.default_rng(0).normal(size=(2, 3))
    assert "keepdims" not in diagnosis(expected.ravel(), expected)
    assert "keepdims" not in diagnosis(expected.reshape(3, 2), expected)


def test_one_number_for_an_elementwise_result_is_not_blamed_on_a_sum():
    """Where the result has the shape of the input, nothing was to be summed."""
    x = np.random.default_rng(0).normal(size=(2, 3))
    assert "sum or average along one axis" not in diagnosis(np.float64(0.5), 1 / (1 + np.exp(-x)), {"x": x})


def test_the_first_axis_of_a_weight_is_not_called_the_batch_size():
    """Only the array that holds the batch has one."""
    rng = np.random.default_rng(0)
    expected = rng.normal(size=(2, 5))
    assert "batch size" not in diagnosis(
        7 * expected, expected, {"x": rng.normal(size=(2, 3)), "w": rng.normal(size=(7, 5))}
    )


def test_a_factor_of_two_is_not_blamed_on_a_batch_of_two_alone():
    """Twos come from squares and halves too: where the batch is 2, both are possible."""
    rng = np.random.default_rng(0)
    expected = rng.normal(size=(2, 3, 5))
    for factor in (2.0, 0.5):
        said = diagnosis(factor * expected, expected, {"x": rng.normal(size=(2, 3, 5))})
        assert "a mean" not in said or " or " in said


def test_a_small_number_added_to_a_sum_is_not_called_float32_alone():
    """All errors point one way, and float32 can hold none of the results: this is no rounding."""
    e = np.exp(np.random.default_rng(0).normal(size=(4, 3)))
    total = e.sum(axis=1, keepdims=True)
    for epsilon in (1e-7, 1e-6):
        said = diagnosis(e / (total + epsilon), e / total)
        assert "float32" not in said or " or " in said


def test_an_epsilon_outside_the_root_is_not_called_float32_alone():
    """A batch normalisation with its 1e-5 in the wrong place is wrong in its formula."""
    x = np.random.default_rng(0).normal(size=(8, 3))
    shifted, variance = x - x.mean(axis=0), x.var(axis=0)
    said = diagnosis(shifted / (np.sqrt(variance) + 1e-5), shifted / np.sqrt(variance + 1e-5))
    assert "float32" not in said or " or " in said


def test_an_overflow_that_did_no_harm_is_not_the_cause():
    """NaN from 0/0 beside an exp that overflowed to a right 0: both are said, or neither."""
    warnings = [
        "RuntimeWarning: overflow encountered in exp (line 3)",
        "RuntimeWarning: invalid value encountered in divide (line 9)",
    ]
    said = diagnosis(np.full(3, np.nan), np.ones(3), warnings=warnings)
    assert "overflow" not in said or "divide" in said


def test_a_students_own_warning_is_not_taken_for_numpys():
    """Only the words that NumPy uses are repeated: the rest is text of the student's."""
    warnings = [
        "UserWarning: overflow encountered in my secret diary",
        "RuntimeWarning: invalid value encountered in <b>x</b>\x1b[31m",
    ]
    for warning in warnings:
        said = diagnosis(np.full(3, np.nan), np.ones(3), warnings=[warning])
        assert "secret" not in said
        assert "<b>" not in said


def test_an_empty_argument_is_no_obstacle():
    """Its length, 0, divides nothing."""
    expected = np.random.default_rng(0).normal(size=(2, 3))
    assert "7 times" in diagnosis(7 * expected, expected, {"mask": np.zeros((0, 4))})


def test_the_largest_floats_are_no_obstacle():
    """Products that overflow explain nothing, and warn nobody."""
    assert diagnosis(np.array([1e200, 3.0, 1e308]), np.array([2.0, 1e300, 1.0])) == ""


def test_arguments_that_are_no_arrays_are_left_out():
    """Lists, numbers and text explain nothing."""
    expected = np.random.default_rng(0).normal(size=(2, 3))
    inputs = {"axis": 1, "name": "x", "values": [1, 2], "nothing": None}
    assert "constant factor" in diagnosis(1.7 * expected, expected, inputs)


def test_types_and_dtypes_need_no_diagnosis():
    """Their message says it all."""
    assert diagnosis([1.0], np.ones(3)) == ""
    assert diagnosis(np.ones(3, np.float32), np.ones(3)) == ""
