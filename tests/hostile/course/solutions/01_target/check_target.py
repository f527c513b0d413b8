"""Checks of the target: one that students see, one that they do not, one on a new process."""

import pytest

from dlgrade.compare import assert_matches


@pytest.mark.points(1, task="double")
def test_double_is_twice_x(student, reference, rng):
    """double(x) is 2x."""
    x = rng.normal(size=(2, 3))
    assert_matches(student.double(x), reference.double(x), name="double(x)")


@pytest.mark.points(1, task="double")
@pytest.mark.hidden
def test_double_of_other_shapes(student, reference, rng):
    """double(x) is 2x for other shapes."""
    x = rng.normal(size=(4, 1, 2))
    assert_matches(student.double(x), reference.double(x), name="double(x)")


@pytest.mark.points(1, task="double")
@pytest.mark.hidden
def test_double_in_a_new_process(student, reference, rng):
    """double(x) is 2x in a new process too."""
    student.fresh()
    x = rng.normal(size=5)
    assert_matches(student.double(x), reference.double(x), name="double(x)")
