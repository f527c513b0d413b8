"""The helpers that judge: each accepts what is right, and each can fail."""

import numpy as np
import pytest

from dlgrade.compare import Mismatch, assert_matches, tolerance
from dlgrade.errors import OracleError
from dlgrade.protocol import Opaque

SHAPE = (2, 3, 5)


@pytest.fixture
def rng() -> np.random.Generator:
    """A generator of unequal axes' values."""
    return np.random.default_rng(0)


@pytest.fixture
def expected(rng) -> np.ndarray:
    """An array as a reference returns it."""
    return rng.normal(size=SHAPE)


def mismatch(actual, expected, **options) -> Mismatch:
    """Return the failure that two values are judged with."""
    with pytest.raises(Mismatch) as caught:
        assert_matches(actual, expected, **options)
    return caught.value


def aspect(actual, expected, **options) -> str:
    """Return the aspect in which two values differ."""
    return mismatch(actual, expected, **options).difference.aspect


def test_an_equal_array_matches(expected):
    """The right values pass."""
    assert_matches(expected.copy(), expected)


def test_rounding_matches(expected):
    """An error of 1e-9 of the largest entry is rounding in float64."""
    assert_matches(expected * (1 + 1e-9), expected)
    assert_matches(expected + 1e-9 * np.abs(expected).max(), expected)


def test_a_gradient_wrong_by_a_twentieth_of_a_percent_is_rejected(expected):
    """0.05 % is far beyond rounding, in every dtype."""
    assert aspect(expected * 1.0005, expected) == "values"
    assert aspect((expected * 1.0005).astype(np.float32), expected, dtype=np.float32) == "values"


def test_one_entry_wrong_by_a_twentieth_of_a_percent_is_rejected(expected):
    """The worst entry decides, however many are right."""
    wrong = expected.copy()
    worst = np.unravel_index(np.argmax(np.abs(expected)), SHAPE)
    wrong[worst] *= 1.0005
    assert mismatch(wrong, expected).difference.index == worst


def test_a_softmax_with_a_small_number_added_to_its_sum_is_rejected(rng):
    """sum + 1e-7, the smallest typical fault, gives an error of some 1e-8 and is seen."""
    e = np.exp(rng.normal(size=(4, 3)))
    assert aspect(e / (e.sum(axis=1, keepdims=True) + 1e-7), e / e.sum(axis=1, keepdims=True)) == "values"


def test_the_order_is_type_shape_dtype_finite_values(expected):
    """With everything wrong, the first aspect is told; each repaired, the next one is."""
    wrong = np.full((3, 5), np.nan, np.float32)
    assert aspect(wrong.tolist(), expected) == "type"
    assert aspect(wrong, expected) == "shape"
    wrong = np.full(SHAPE, np.nan, np.float32)
    assert aspect(wrong, expected) == "dtype"
    assert aspect(wrong.astype(float), expected) == "not finite"
    assert aspect(np.zeros(SHAPE), expected) == "values"


@pytest.mark.parametrize(
    "actual", [None, [1.0], "text", 0.5, 3, True, {"a": 1}, (np.ones(3),), Opaque(1, "Tensor")], ids=repr
)
def test_what_is_no_array_is_of_the_wrong_type(actual, expected):
    """Nothing is converted where an array is expected."""
    failure = mismatch(actual, expected, name="dx")
    assert failure.kind == "wrong type"
    assert str(failure).startswith("dx: expected a NumPy array, got ")


@pytest.mark.parametrize("shape", [(), (30,), (2, 3), (3, 2, 5), (2, 3, 5, 1), (1, 2, 3, 5), (2, 3, 1), (2, 0, 5)])
def test_shapes_are_equal_and_never_broadcast(shape, expected):
    """Every other shape is wrong, and the message holds both."""
    failure = mismatch(np.ones(shape), expected, name="dx")
    assert failure.kind == "wrong shape"
    assert str(failure) == f"dx: expected shape (2, 3, 5), got {shape}"


@pytest.mark.parametrize("dtype", ["float32", "float16", "int64", "uint8", "bool"])
def test_another_dtype_is_wrong_for_an_array(dtype, expected):
    """An array is of the dtype that the check asks for."""
    failure = mismatch(expected.astype(dtype), expected, name="dx")
    assert failure.kind == "wrong dtype"
    assert str(failure) == f"dx: expected dtype float64, got {dtype}"


def test_float64_is_wrong_where_float32_is_kept(expected):
    """A float32 input's result is float32."""
    assert aspect(expected, expected, dtype=np.float32) == "dtype"


def test_float32_is_judged_by_its_own_rounding(expected):
    """A float32 result may differ by float32's roundings, which float64's rule would refuse."""
    rounded = expected.astype(np.float32)
    assert_matches(rounded, expected, dtype=np.float32)
    assert aspect(rounded.astype(np.float64), expected) == "values"
    assert aspect(rounded * np.float32(1.00001), expected, dtype=np.float32) == "values"


def test_longer_sums_may_round_more():
    """The tolerance grows with the root of the terms, and never falls below the flat one of float64."""
    assert tolerance("float32", 100) == pytest.approx(10 * tolerance("float32"))
    assert tolerance("float32") == 32 * np.finfo(np.float32).eps
    assert tolerance("float64") == tolerance("float64", 10**6) == 1e-8
    assert tolerance("float32", 0) == tolerance("float32", 1)


def test_terms_widen_what_matches(expected):
    """An error between one term's and a hundred's passes only where a hundred are summed."""
    wrong = (expected * (1 + 2 * tolerance("float32"))).astype(np.float32)
    assert aspect(wrong, expected, dtype=np.float32) == "values"
    assert_matches(wrong, expected, dtype=np.float32, terms=100)


def test_scale_says_how_large_the_summed_numbers_were():
    """Where large numbers cancel, the rounding is that of the large ones."""
    expected = np.full(3, 1e-9)
    assert aspect(expected + 1e-12, expected) == "values"
    assert_matches(expected + 1e-12, expected, scale=1.0)
    assert aspect(expected + 1e-7, expected, scale=1.0) == "values"


def test_a_scale_below_the_expected_values_changes_nothing(expected):
    """The larger of the two counts."""
    assert_matches(expected * (1 + 1e-9), expected, scale=1e-12)


def test_expected_zeros_match_zeros_and_rounding_alone():
    """An expected array of zeros has no size of its own: a small absolute error is all it forgives."""
    zeros = np.zeros(4)
    assert_matches(zeros, zeros)
    assert_matches(zeros + 1e-13, zeros)
    assert aspect(zeros + 1e-9, zeros) == "values"


def test_nan_never_equals_nan():
    """A reference of NaN is the check's fault, a result of NaN the submission's."""
    nan = np.array([1.0, np.nan])
    with pytest.raises(OracleError):
        assert_matches(nan, nan)
    assert aspect(nan, np.ones(2)) == "not finite"


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_reference_that_is_not_finite_is_the_graders_fault(bad):
    """The error names the value and says what the author can do."""
    with pytest.raises(OracleError, match="the reference for dx is not finite: give the check other inputs"):
        assert_matches(np.ones(2), np.array([1.0, bad]), name="dx")


@pytest.mark.parametrize(("bad", "shown"), [(np.nan, "nan"), (np.inf, "inf"), (-np.inf, "-inf")])
def test_an_entry_that_is_not_finite_is_told_with_its_place(bad, shown, expected):
    """The message holds the index, both values and how many there are."""
    wrong = expected.copy()
    wrong[1, 2, 3] = wrong[1, 2, 4] = bad
    failure = mismatch(wrong, expected, name="dx")
    assert failure.kind == "values that are not finite"
    assert failure.difference.index == (1, 2, 3)
    assert (
        str(failure)
        == f"dx: expected {expected[1, 2, 3]:.6g} at [1, 2, 3], got {shown} (2 of 30 entries are not finite)"
    )


def test_the_message_holds_the_worst_entry(expected):
    """The largest difference is shown with its place, and how many others there are."""
    wrong = expected.copy()
    wrong[0, 1, 2] += 1
    wrong[1, 0, 4] -= 3
    failure = mismatch(wrong, expected, name="dx")
    assert failure.difference.index == (1, 0, 4)
    assert failure.difference.error == pytest.approx(3 / np.abs(expected).max())
    there = f"expected {expected[1, 0, 4]:.6g} at [1, 0, 4], got {wrong[1, 0, 4]:.6g}"
    assert str(failure) == f"dx: {there} (the largest of 2 differences among 30 entries)"


def test_an_empty_array_matches_an_empty_one():
    """No entries, no difference; the shape still counts."""
    assert_matches(np.zeros((0, 3)), np.zeros((0, 3)))
    assert aspect(np.zeros((3, 0)), np.zeros((0, 3))) == "shape"


def test_differences_beyond_the_largest_float_are_differences():
    """An error that overflows is judged, without a warning."""
    assert aspect(np.array([-1.7e308, 1.0]), np.array([1.7e308, 1.0])) == "values"


def test_a_widened_dtype_has_a_hint():
    """float64 for float32 says what does it; another dtype has no such hint."""
    with pytest.raises(Mismatch) as caught:
        assert_matches(np.ones(3), np.ones(3), dtype=np.float32)
    assert caught.value.hint is not None
    assert "x.dtype" in caught.value.hint
    with pytest.raises(Mismatch) as caught:
        assert_matches(np.ones(3, int), np.ones(3), dtype=np.float32)
    assert caught.value.hint is None
