"""The embedded digits are the real ones, in the form that networks take."""

import numpy as np
import pytest
import sklearn.datasets

from dlgrade.digits import load_digits, split_digits


def test_the_digits_are_those_of_their_source():
    """Every pixel and every label, in the same order."""
    images, labels = load_digits()
    source = sklearn.datasets.load_digits()
    assert images.shape == (1797, 1, 8, 8)
    assert images.dtype == np.float64
    assert np.array_equal(images[:, 0] * 16, source.images)
    assert np.array_equal(labels, source.target)


def test_large_digits_are_the_small_ones_tripled_and_padded():
    """28 pixels are 3 for each of 8, and 2 empty ones on each side."""
    small, labels = load_digits(8)
    large, same = load_digits(28)
    assert large.shape == (1797, 1, 28, 28)
    assert np.array_equal(labels, same)
    assert np.array_equal(large[:, :, 3:27:3, 3:27:3], small)
    assert np.array_equal(large[:, :, 2:26, 2:26], small.repeat(3, 2).repeat(3, 3))
    assert large.sum() == 9 * small.sum()


def test_a_split_uses_every_digit_once():
    """What is trained on is not tested with; the same seed gives the same split, another one another."""
    x_train, y_train, x_test, y_test = split_digits(seed=3)
    images, labels = load_digits()
    found = [
        (*image.ravel(), label)
        for x, y in ((x_train, y_train), (x_test, y_test))
        for image, label in zip(x, y, strict=True)
    ]
    assert len(y_test) == 360
    assert sorted(found) == sorted((*image.ravel(), label) for image, label in zip(images, labels, strict=True))
    assert np.array_equal(split_digits(seed=3)[3], y_test)
    assert not np.array_equal(split_digits(seed=4)[3], y_test)


def test_another_size_is_refused():
    """With the sizes that there are."""
    with pytest.raises(ValueError, match=r"size should be one of \(8, 28\), not 32"):
        load_digits(32)


def test_nobody_changes_the_digits_for_others():
    """Each call makes new arrays."""
    load_digits()[0][...] = 0
    load_digits()[1][...] = 0
    assert load_digits()[0].any()
    assert load_digits()[1].any()
