"""Checks of the losses: values and gradients against PyTorch, extremes, dtypes, purity, bad arguments."""

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
