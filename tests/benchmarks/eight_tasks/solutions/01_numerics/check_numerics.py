"""Three random checks of each task; `tests/benchmarks/direct.py` holds the same without dlgrade."""

import pytest

from dlgrade.compare import assert_matches

THREE = pytest.mark.parametrize("case", range(3))


@THREE
@pytest.mark.points(1, task="sigmoid")
def test_sigmoid(student, reference, rng, case):
    """sigmoid(x) is 1 / (1 + exp(-x)), of far numbers too."""
    x = rng.normal(size=(4, 5), scale=9.0)
    assert_matches(student.sigmoid(x), reference.sigmoid(x), name="sigmoid(x)")


@THREE
@pytest.mark.points(1, task="softmax")
def test_softmax(student, reference, rng, case):
    """softmax(x) has rows that sum to 1."""
    x = rng.normal(size=(4, 5), scale=9.0)
    assert_matches(student.softmax(x), reference.softmax(x), name="softmax(x)")


@THREE
@pytest.mark.points(1, task="cross_entropy")
def test_cross_entropy(student, reference, rng, case):
    """cross_entropy returns the mean loss and its gradient."""
    logits, labels = rng.normal(size=(6, 5)), rng.integers(5, size=6)
    loss, gradient = student.cross_entropy(logits, labels)
    assert_matches(loss, reference.cross_entropy(logits, labels), name="loss")
    assert_matches(gradient, reference.cross_entropy.backward(1.0, logits, labels), name="dlogits")


@THREE
@pytest.mark.points(1, task="dense")
def test_dense(student, reference, rng, case):
    """dense returns the output and three gradients."""
    x, weight, bias, dout = (rng.normal(size=size) for size in ((6, 4), (4, 3), 3, (6, 3)))
    out, *gradients = student.dense(x, weight, bias, dout)
    assert_matches(out, reference.dense(x, weight, bias), name="out")
    expected = reference.dense.backward(dout, x, weight, bias)
    for name, mine, wanted in zip(("dx", "dweight", "dbias"), gradients, expected, strict=True):
        assert_matches(mine, wanted, name=name)


@THREE
@pytest.mark.points(1, task="relu_backward")
def test_relu_backward(student, reference, rng, case):
    """relu_backward lets through what came of positive numbers."""
    dout, x = rng.normal(size=(4, 5)), rng.normal(size=(4, 5))
    assert_matches(student.relu_backward(dout, x), reference.relu.backward(dout, x), name="dx")


@THREE
@pytest.mark.points(1, task="conv2d")
def test_conv2d(student, reference, rng, case):
    """conv2d cross-correlates."""
    x, weight, bias = (rng.normal(size=size) for size in ((2, 3, 7, 6), (4, 3, 3, 2), 4))
    assert_matches(student.conv2d(x, weight, bias), reference.conv2d(x, weight, bias), name="out")


@THREE
@pytest.mark.points(1, task="max_pool")
def test_max_pool(student, reference, rng, case):
    """max_pool keeps the largest of each window."""
    x = rng.normal(size=(2, 3, 6, 8))
    assert_matches(student.max_pool(x, 2), reference.max_pool(x, 2), name="out")


@THREE
@pytest.mark.points(1, task="adam_step")
def test_adam_step(student, reference, rng, case):
    """adam_step returns weight, mean and square after one step."""
    weight, gradient, mean = (rng.normal(size=(4, 3)) for _ in range(3))
    square, step = rng.random((4, 3)), int(rng.integers(1, 9))
    state = student.adam_step(weight, gradient, mean, square, step)
    expected = reference.adam_step(weight, gradient, mean, square, step)
    for name, mine, wanted in zip(("weight", "mean", "square"), state, expected, strict=True):
        assert_matches(mine, wanted, name=name)
