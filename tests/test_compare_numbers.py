"""Numbers, integers and bools: what is accepted as one, and how exact it has to be."""

import numpy as np
import pytest

from dlgrade.compare import Mismatch, assert_matches


def mismatch(actual, expected, **options) -> Mismatch:
    """Return the failure that two values are judged with."""
    with pytest.raises(Mismatch) as caught:
        assert_matches(actual, expected, **options)
    return caught.value


def aspect(actual, expected, **options) -> str:
    """Return the aspect in which two values differ."""
    return mismatch(actual, expected, **options).difference.aspect


@pytest.mark.parametrize(
    "value", [0.5, np.float32(0.5), np.float64(0.5), np.array(0.5), np.array(0.5, np.float32)], ids=repr
)
def test_a_number_may_be_any_float_or_an_array_of_no_axes(value):
    """A loss may be a Python float, a NumPy float, or 0-d."""
    assert_matches(value, 0.5)
    assert_matches(value, np.float64(0.5))
    assert_matches(value, np.array(0.5))
    assert aspect(value, 0.6) == "values"


@pytest.mark.parametrize(
    "value", [1, True, np.int64(1), np.bool_(True), np.array(1), [1.0], (1.0,), "1.0", None, 1j], ids=repr
)
def test_a_number_may_not_be_an_integer_a_bool_or_a_container(value):
    """A whole number where a floating one belongs is a fault that shows only sometimes."""
    assert aspect(value, 1.0) in ("type", "dtype")


def test_a_number_may_not_be_an_array_of_one_entry():
    """Shape (1,) is not shape ()."""
    assert aspect(np.array([0.5]), 0.5) == "shape"


@pytest.mark.parametrize("value", [3, np.int64(3), np.array(3)], ids=["int", "int64", "0-d"])
def test_a_refused_integer_is_told_what_was_wanted(value):
    """The message asks for a float, since an integer is a number too."""
    failure = mismatch(value, 3.5, name="loss")
    assert str(failure).startswith("loss: expected a float, got ")


def test_two_numbers_that_differ_are_shown_differently():
    """Six digits are not enough for an error that they hide."""
    wanted, _, got = str(mismatch(1.00000003, 1.0, name="loss")).removeprefix("loss: expected ").partition(", got ")
    assert wanted != got


def test_integers_are_exact():
    """Where integers are asked for, one off is wrong, and any integer dtype is right."""
    labels = np.array([3, 1, 2])
    assert_matches(labels.astype(np.uint8), labels, dtype=np.int64)
    assert_matches(3, 3, dtype=int)
    failure = mismatch(labels + np.array([0, 1, 0]), labels, name="labels", dtype=np.int64)
    assert failure.difference.index == (1,)
    assert str(failure) == "labels: expected 1 at [1], got 2 (1 of 3 differ)"
    assert aspect(labels.astype(float), labels, dtype=np.int64) == "dtype"
    assert aspect(3.0, 3, dtype=int) == "type"


def test_bools_are_exact():
    """A mask is bool and equal."""
    mask = np.array([True, False])
    assert_matches(mask, mask, dtype=bool)
    assert aspect(~mask, mask, dtype=bool) == "values"
    assert aspect(mask.astype(int), mask, dtype=bool) == "dtype"
