"""With a CUDA device: the reference computes there, and every verdict of the whole course is the CPU's."""

import pytest
from classroom import COURSE

from dlgrade.grade import Settings, grade
from dlgrade.selftest import _submissions

pytestmark = pytest.mark.gpu
SLUGS = [exercise.slug for exercise in COURSE.exercises]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_verdict_is_the_cpus(slug, tmp_path):
    """Of stub, solution, variants and mistakes: outcomes, points and named mistakes of every check, in both dtypes."""
    exercise = COURSE.exercise(slug)
    submissions = list(_submissions(COURSE, exercise).values())
    found = {}
    for device in ("cpu", "cuda"):
        settings = Settings(device=device, answers=tmp_path / device, brief=True)
        results = grade(COURSE, exercise, submissions, settings)
        assert {result.device for result in results} == {device}
        assert [result.student for result in results if result.faulty] == []
        found[device] = {
            (result.student, check.id): (check.outcome, check.points, check.mistake)
            for result in results
            for check in result.checks
        }
    assert found["cuda"] == found["cpu"]
