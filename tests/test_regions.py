"""Where wrong entries are: said where it is the whole truth, and not where it is not."""

import numpy as np
import pytest

from dlgrade.compare import Mismatch, assert_matches
from dlgrade.diagnose import explain

SHAPE = (4, 3, 5, 6)  # images, channels, rows, columns


def diagnosis(where, *, shape=SHAPE, spared=0, seed=0) -> str:
    """Return what is said if the entries that an index picks are wrong, apart from some of them."""
    rng = np.random.default_rng(seed)
    expected = rng.normal(size=shape)
    wrong = np.zeros(shape, bool)
    wrong[where] = True
    wrong.flat[rng.permutation(np.flatnonzero(wrong))[:spared]] = False
    actual = np.where(wrong, rng.normal(size=shape), expected)
    with pytest.raises(Mismatch) as caught:
        assert_matches(actual, expected)
    return explain(caught.value.difference, {}, [])


AXES = {
    "only the first place along axis 0 is wrong": np.s_[0],
    "only the last place along axis 0 is wrong": np.s_[-1],
    "only the 2nd place along axis 0 is wrong": np.s_[1],
    "only the first place along axis 0 is right": np.s_[1:],
    "only the 3rd place along axis 2 is right": np.s_[:, :, [0, 1, 3, 4]],
    "along axis 0 the first 2 places are right, and all from place 2 on are wrong": np.s_[2:],
    "along axis 0 the first 2 places are wrong, and all from place 2 on are right": np.s_[:2],
    "only the last place along axis 3 is wrong": np.s_[..., -1],
}
EDGES = {
    "1 at the top; 1 at the bottom; 1 at the left; 1 at the right": np.s_[1:-1, 1:-1],
    "2 at the bottom; 1 at the right": np.s_[:-2, :-1],
    "1 at the top; 2 at the left": np.s_[1:, 2:],
}


@pytest.mark.parametrize("sentence", AXES)
def test_places_along_an_axis_are_named(sentence):
    """A batch of which one example is right, a sequence that goes wrong at some step, an edge."""
    assert diagnosis(AXES[sentence]) == sentence


@pytest.mark.parametrize("sentence", AXES)
def test_one_entry_that_does_not_fit_silences_it(sentence):
    """Where one of the entries that are called wrong is right, the sentence would be false."""
    for seed in range(20):
        assert diagnosis(AXES[sentence], spared=1, seed=seed) == ""


def outside(inside) -> np.ndarray:
    """Return which entries lie outside a part of every image."""
    mask = np.ones(SHAPE, bool)
    mask[(..., *inside)] = False
    return mask


@pytest.mark.parametrize("sentence", EDGES)
def test_wrong_edges_are_counted(sentence):
    """Padding of another size, or on other sides, shows at the edges alone."""
    said = diagnosis(outside(EDGES[sentence]))
    assert said == f"only rows and columns at the edges are wrong ({sentence}); the rest is right"


@pytest.mark.parametrize("sentence", EDGES)
def test_a_wrong_pixel_inside_is_no_matter_of_edges(sentence):
    """One entry of one image, elsewhere, and the edges are not the whole truth."""
    mask = outside(EDGES[sentence])
    mask[2, 1, 2, 3] = True
    assert diagnosis(mask) == ""


def test_most_of_an_image_is_no_edge():
    """Where one corner alone is right, edges explain nothing."""
    assert diagnosis(outside(np.s_[:2, :2])) == ""


def test_a_wrong_interior_is_told_from_the_edges():
    """All but the border."""
    assert diagnosis(np.s_[..., 1:-1, 1:-1]).startswith("only the interior is wrong")
    assert diagnosis(np.s_[:3, :, 1:-1, 1:-1]) == ""
    assert diagnosis(np.s_[..., 1:-1, 1:]) == ""


def test_zeros_on_both_sides_say_nothing():
    """Padding is right whatever was done to the rest, and does not hide that every step from the third is wrong."""
    rng = np.random.default_rng(0)
    expected = rng.normal(size=(6, 4, 3))
    expected[:, 1] = 0
    actual = expected.copy()
    actual[2:] *= rng.normal(size=(4, 4, 3))
    with pytest.raises(Mismatch) as caught:
        assert_matches(actual, expected)
    assert "the first 2 places are right" in explain(caught.value.difference, {}, [])


@pytest.mark.parametrize("shape", [(2, 3), (2, 2, 2), (5,), (1, 1, 2, 2)])
def test_few_places_are_no_rule(shape):
    """Of two places along an axis one is always the first."""
    wrong = np.zeros(shape, bool)
    wrong.flat[: max(wrong.size // 2, 1)] = True
    assert "along axis" not in diagnosis(wrong, shape=shape) or shape == (5,)


def test_scattered_wrong_entries_have_no_place():
    """Random ones are in no region."""
    for seed in range(100):
        where = np.random.default_rng(seed).random(SHAPE) < 0.4
        assert diagnosis(where, seed=seed) == ""
