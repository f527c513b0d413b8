"""Submissions to 02_activations, graded in one call, and copies of the course to break."""

import atexit
import shutil
import tempfile
import textwrap
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from dlgrade.course import Course, open_course
from dlgrade.grade import Settings, grade
from dlgrade.results import CheckResult, Result
from dlgrade.student import Submission, from_sources

ROOT = Path(__file__).parents[1]
SLUG = "02_activations"
COURSE = open_course(ROOT)
ACTIVATIONS = COURSE.exercise(SLUG)
SOLUTION = ACTIVATIONS.solution.read_text("utf-8")
CHECKS = ACTIVATIONS.checks.read_text("utf-8")
TOML = (ROOT / "solutions" / "course.toml").read_text("utf-8")


@cache
def answers() -> Path:
    """Return a folder of answers that every test of this run shares, so that each is computed once."""
    folder = Path(tempfile.mkdtemp(prefix="dlgrade-answers-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def with_sigmoid(body: str) -> str:
    """Return the solution with another sigmoid, a function of x."""
    return f"{SOLUTION}\n\ndef sigmoid(x):\n{textwrap.indent(textwrap.dedent(body).strip(), '    ')}\n"


def grade_submissions(
    submissions: Sequence[Submission],
    course: Course = COURSE,
    *,
    task: str | None = "sigmoid",
    tasks: Mapping[str, Sequence[str]] | None = None,
    **settings: Any,
) -> list[Result]:
    """Grade submissions to the activations, by the checks of one task."""
    chosen = Settings(task=task, **{"answers": answers(), **settings})
    return grade(course, course.exercise(SLUG), submissions, chosen, tasks=tasks)


def grade_texts(texts: Mapping[str, str], course: Course = COURSE, **settings: Any) -> dict[str, Result]:
    """Grade named texts of activations.py in one call."""
    submissions = [from_sources("activations", text, name=name) for name, text in texts.items()]
    results = grade_submissions(submissions, course, **settings)
    return dict(zip(texts, results, strict=True))


def copy_course(root: Path, *, toml: str = TOML, checks: str = CHECKS) -> Path:
    """Copy what the activations need into a folder, with other settings or checks."""
    shutil.copytree(ACTIVATIONS.folder, root / "solutions" / SLUG, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(COURSE.reference, root / "reference", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "solutions" / "course.toml").write_text(toml, "utf-8")
    (root / "solutions" / SLUG / ACTIVATIONS.checks.name).write_text(checks, "utf-8")
    return root


def with_check(
    body: str, *, marker: str = "@pytest.mark.points(1, task='sigmoid')", arguments: str = "student, reference, rng"
) -> str:
    """Return the activations' checks with one more at their end, test_new."""
    indented = textwrap.indent(textwrap.dedent(body).strip(), "    ")
    return f"{CHECKS}\n\n{marker}\ndef test_new({arguments}):\n{indented}\n"


def outcomes(result: Result) -> set[str]:
    """Return the outcomes that occur among the checks."""
    return {check.outcome for check in result.checks}


def check_named(result: Result, name: str) -> CheckResult:
    """Return the first check whose id begins with a name."""
    return next(check for check in result.checks if check.id.startswith(name))
