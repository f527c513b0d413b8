"""Diagnoses without course content: each pattern is recognised where it is, with its name in the sentence."""

import numpy as np
import pytest

from dlgrade.compare import Mismatch, assert_matches
from dlgrade.diagnose import explain

BATCH, CLASSES = 4, 7


@pytest.fixture
def rng() -> np.random.Generator:
    """A generator of arrays whose axes are of unequal length."""
    return np.random.default_rng(1)


@pytest.fixture
def x(rng) -> np.ndarray:
    """A batch of inputs."""
    return rng.normal(size=(BATCH, CLASSES))


@pytest.fixture
def dout(rng) -> np.ndarray:
    """A gradient from above."""
    return rng.normal(size=(BATCH, CLASSES))


@pytest.fixture
def expected(rng) -> np.ndarray:
    """What is right."""
    return rng.normal(size=(BATCH, CLASSES))


def diagnosis(actual, expected, inputs=None, warnings=(), **options) -> str:
    """Return what is said about a value that is judged wrong."""
    with pytest.raises(Mismatch) as caught:
        assert_matches(actual, expected, **options)
    return explain(caught.value.difference, inputs or {}, list(warnings))


def test_a_missing_mean_is_named_by_the_batch_size(x, expected):
    """A result BATCH times too large is a mean that was not taken."""
    said = diagnosis(BATCH * expected, expected, {"x": x})
    assert said.startswith(f"it is {BATCH} times the expected one, and {BATCH} is the batch size")
    assert "a sum where a mean belongs" in said


def test_a_mean_too_many_is_named_by_the_batch_size(x, expected):
    """A result BATCH times too small is a mean taken once too often."""
    said = diagnosis(expected / BATCH, expected, {"x": x})
    assert said.startswith(f"it is 1/{BATCH} of the expected one, and {BATCH} is the batch size")
    assert "mean too many" in said


def test_a_mean_taken_twice_more_is_named_by_its_square(x, expected):
    """1/batch² is neither 1/batch nor a constant without a name."""
    said = diagnosis(expected / BATCH**2, expected, {"x": x})
    assert said.startswith(f"it is 1/{BATCH}² of the expected one, and {BATCH} is the batch size")


def test_other_lengths_and_sizes_have_their_names(x, expected):
    """A factor may be the length of any axis, or the number of entries."""
    assert f"{CLASSES} is the length of axis 1 of x" in diagnosis(expected * CLASSES, expected, {"x": x})
    assert f"{x.size} is the number of entries of x" in diagnosis(expected / x.size, expected, {"x": x})
    assert "9 is the length of labels" in diagnosis(expected * 9, expected, {"labels": np.arange(9)})


def test_a_loss_is_one_number_and_its_factor_is_named(x):
    """Of one number, only a factor with a meaning says something."""
    assert "4 times" in diagnosis(10.0, 2.5, {"x": x})
    assert diagnosis(2.5 * 1.7, 2.5, {"x": x}) == ""


def test_a_factor_without_a_name_is_a_constant_factor(x, expected):
    """It is shown as a number."""
    assert (
        diagnosis(1.7 * expected, expected, {"x": x}) == "every entry is 1.7 times the expected one: a constant factor"
    )


def test_the_wrong_sign_is_named(x, expected):
    """Minus one is no constant factor; with another factor both are said."""
    assert diagnosis(-expected, expected, {"x": x}).startswith("the sign is wrong: every entry is the negative")
    assert diagnosis(-BATCH * expected, expected, {"x": x}).startswith(
        f"the sign is wrong too, and it is {BATCH} times"
    )
    assert diagnosis(-2.5, 2.5).startswith("the sign is wrong")


def test_a_transposed_result_is_named_by_shape_and_by_values(rng):
    """Unequal axes show it in the shape, equal ones in the values."""
    wide, square = rng.normal(size=(3, 5)), rng.normal(size=(4, 4))
    assert "transposed" in diagnosis(wide.T.copy(), wide)
    assert "transposed" in diagnosis(square.T.copy(), square)
    deep = rng.normal(size=(2, 3, 5))
    assert "axes are in another order" in diagnosis(deep.transpose(2, 0, 1).copy(), deep)


@pytest.mark.parametrize(("axes", "named"), [((0,), "0"), ((1,), "1"), ((0, 1), "0, 1")])
def test_a_flipped_result_is_named_with_its_axes(expected, axes, named):
    """A kernel turned around, for one."""
    assert diagnosis(np.flip(expected, axes).copy(), expected) == f"it is flipped along axis {named}"


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("step", [-1, 1])
def test_values_shifted_by_one_place_are_off_by_one(rng, axis, step):
    """The axis is named, whichever way the values moved and whatever came in at the end."""
    padded = rng.normal(size=(6, 8))
    first, second = padded[1:-1, 1:-1], np.roll(padded, step, axis)[1:-1, 1:-1]
    assert diagnosis(second.copy(), first) == f"it is off by one: the values are shifted by one place along axis {axis}"


def test_one_entry_too_many_or_too_few_is_off_by_one(rng):
    """The output of a convolution, for one."""
    expected = rng.normal(size=(2, 3, 5))
    assert diagnosis(rng.normal(size=(2, 3, 6)), expected) == "it is off by one along axis 2: one entry too many"
    assert diagnosis(rng.normal(size=(2, 2, 5)), expected) == "it is off by one along axis 1: one entry too few"


def test_a_lost_or_kept_axis_is_named_with_keepdims(x):
    """The values are right, an axis of length 1 is missing or too many."""
    total = x.sum(axis=1, keepdims=True)
    assert "missing: keepdims=True" in diagnosis(total[:, 0], total, {"x": x})
    assert "too many: keepdims" in diagnosis(total, total[:, 0], {"x": x})


def test_the_wrong_axis_is_named_with_the_right_one(x):
    """A bias gradient summed over the classes instead of the batch, for one."""
    said = diagnosis(x.sum(axis=1), x.sum(axis=0), {"dout": x})
    assert said == "it was reduced along axis 1 of dout, where axis 0 is meant"


def test_a_bias_gradient_that_is_one_number_was_reduced_too_far(x):
    """A sum over everything, where the sum over one axis is meant."""
    assert "reduced to one number" in diagnosis(np.asarray(x.sum()), x.sum(axis=0), {"x": x})


def test_zeros_are_named(expected):
    """Nothing was written into the result."""
    assert diagnosis(np.zeros_like(expected), expected) == "every entry is zero"


def test_a_result_computed_in_float32_is_named(expected):
    """Right to seven digits: some step lost the others."""
    said = diagnosis(expected.astype(np.float32).astype(float), expected)
    assert said.startswith("right, but computed in float32")


def test_a_step_in_float32_is_named(rng):
    """Also where only what goes in was rounded."""
    x, w = rng.normal(size=(4, 30)), rng.normal(size=(30, 5))
    single = (x.astype(np.float32) @ w.astype(np.float32)).astype(float)
    assert diagnosis(single, x @ w, terms=30).startswith("right, but computed in float32")


NUMPYS = {
    "overflow": (
        "RuntimeWarning: overflow encountered in exp (line 3)",
        ["overflow in exp", "grew beyond the largest"],
    ),
    "division by zero": ("RuntimeWarning: divide by zero encountered in divide", ["division by zero in divide"]),
    "the logarithm of zero": ("RuntimeWarning: divide by zero encountered in log", ["logarithm of zero in log"]),
    "0/0": ("RuntimeWarning: invalid value encountered in divide", ["invalid operation in divide", "0/0"]),
}


@pytest.mark.parametrize("case", NUMPYS)
def test_nan_is_traced_to_the_warning_that_came_with_it(expected, case):
    """NumPy says where it went wrong; the sentence says what that means."""
    warning, words = NUMPYS[case]
    said = diagnosis(np.full_like(expected, np.nan), expected, warnings=[warning])
    assert said.startswith("NaN from ")
    for word in words:
        assert word in said


def test_infinity_is_not_called_nan(expected):
    """The word is the one that the student sees in the array."""
    assert diagnosis(np.full_like(expected, np.inf), expected) == "infinity where the expected value is finite"


def test_a_root_of_a_negative_number_is_named(expected):
    """An invalid value in sqrt or log is a negative argument, neither infinity minus infinity nor 0/0."""
    for function in ("sqrt", "log"):
        said = diagnosis(
            np.full_like(expected, np.nan),
            expected,
            warnings=[f"RuntimeWarning: invalid value encountered in {function}"],
        )
        assert "negative" in said
        assert "0/0" not in said


def test_an_upstream_gradient_that_is_ignored_or_counted_twice_is_named(dout, expected):
    """Both are invisible where the upstream gradient is 1."""
    inputs = {"dout": dout}
    assert "the upstream gradient is ignored" in diagnosis(expected, expected * dout, inputs)
    assert "multiplied in twice" in diagnosis(expected * dout**2, expected * dout, inputs)


def test_an_input_handed_back_is_named(x, dout, expected):
    """The name is that of the argument."""
    assert diagnosis(x.copy(), expected, {"dout": dout, "x": x}) == "it is x itself, unchanged"
    assert diagnosis(dout.copy(), expected, {"dout": dout, "x": x}) == "it is dout itself, unchanged"


@pytest.mark.parametrize(("word", "where"), [("negative", np.less), ("positive", np.greater)])
def test_entries_wrong_on_one_side_of_zero_are_named(x, expected, word, where):
    """A rectifier that handles one side only, for one."""
    wrong = np.where(where(x, 0), expected + 1 + x**2, expected)
    assert diagnosis(wrong, expected, {"x": x}) == f"only the entries where x is {word} are wrong"


@pytest.mark.parametrize(("place", "word"), [(0, "first"), (-1, "last")])
def test_an_end_of_an_axis_that_is_wrong_is_named(rng, place, word):
    """A border that was left out, for one."""
    expected = rng.normal(size=(4, 5))
    wrong = expected.copy()
    wrong[:, place] = rng.normal(size=4)
    assert diagnosis(wrong, expected) == f"only the {word} place along axis 1 is wrong"


def test_the_same_amount_everywhere_is_named(expected):
    """A bias added twice, for one."""
    assert diagnosis(expected + 0.3, expected) == "every entry is too large by the same amount"
    assert diagnosis(expected - 0.3, expected) == "every entry is too small by the same amount"


def test_whole_numbers_that_are_off_by_one_are_said_to_be():
    """A count that misses one, each of several sizes that has one too many; another distance is left alone."""
    assert "off by one: one too few" in diagnosis(4, np.array(5), dtype=np.int64)
    assert "off by one: one too many" in diagnosis(np.array([3, 4]), np.array([2, 3]), dtype=np.int64)
    assert diagnosis(np.array([3, 2]), np.array([2, 3]), dtype=np.int64) == ""
    assert "off by one" not in diagnosis(7, np.array(5), dtype=np.int64)


def test_a_mean_over_examples_and_places_is_one_mean(rng):
    """1/16 of a sum over a batch of 2 and 2 x 4 places is that, and no mean over 4 channels taken twice."""
    dout = rng.normal(size=(2, 4, 2, 4))
    said = diagnosis(dout.mean(axis=(0, 2, 3)), dout.sum(axis=(0, 2, 3)), {"dout": dout})
    assert said.startswith("it is 1/16 of the expected one, and 16 is the number of examples and places of dout")
