"""The whole course, proved as widely as is affordable: several keys, every mutant. CI runs a sample of it."""

import pytest
from classroom import COURSE
from commands import run

KEYS, KEYS_OF_EQUIVALENTS = 5, 50
SLUGS = [exercise.slug for exercise in COURSE.exercises]


@pytest.mark.wide
@pytest.mark.parametrize("slug", SLUGS)
def test_an_exercise_holds_under_every_key(slug: str) -> None:
    """Stubs earn nothing, solutions and variants everything, every mistake is rejected and named as itself."""
    result = run("selftest", slug, "--keys", KEYS, "--course", COURSE.root)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    assert result.stdout.startswith(f"ok      {slug}: ")


@pytest.mark.wide
@pytest.mark.parametrize("slug", SLUGS)
def test_every_mutant_is_rejected_or_makes_no_difference(slug: str) -> None:
    """What no check rejects is argued for, and answers bit for bit as the solution does."""
    result = run("selftest", slug, "--mutate", "--keys", KEYS_OF_EQUIVALENTS, "--course", COURSE.root)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    assert result.stdout.startswith(f"ok      {slug}: ")
