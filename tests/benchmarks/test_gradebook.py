"""The gradebook's speed against writing it through nbgrader's own API, in the same run.

Run alone: pytest -m benchmark tests/benchmarks/test_gradebook.py -s.
"""

import time
from pathlib import Path

import msgspec
import pytest
from books import make_class, totals
from classroom import SLUG
from enrolled import hand_in, result

from dlgrade.classroom import Classroom, open_class, standings
from dlgrade.gradebook import sync
from dlgrade.gradebook.wanted import naive
from dlgrade.results import CheckResult

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.filterwarnings("ignore:Object of type <Submitted:sqlalchemy.exc.SAWarning"),  # nbgrader's own
]
GOAL = 5  # times as fast as through the API
NOISE = 2.0
CHECKS = 20


def make_graded(root: Path, students: int, checks: int = CHECKS) -> Classroom:
    """Make a class with so many graded submissions, of which a third of the checks fail."""
    made = make_class(root)
    for number in range(students):
        student = f"s{number:05d}"
        hand_in(made, student, SLUG, f"# {student}\n")
    for number, attempt in enumerate(made.attempts(SLUG)):
        found = [
            CheckResult(
                id=f"test_{place}",
                task="sigmoid",
                title="sigmoid is right",
                hidden=False,
                outcome="failed" if (failed := (number + place) % 3 == 0) else "passed",
                points=0.0 if failed else 2.0,
                max_points=2.0,
                message="y: expected 0.5 at [0, 1], got 0.25" * failed,
                hint="Subtract the largest logit first." * failed,
            )
            for place in range(checks)
        ]
        made.records.keep(attempt, result(attempt.student, SLUG, found))
    return open_class(made.root)


def through_the_api(classroom: Classroom, url: str) -> None:
    """Write the same scores and comments by nbgrader's documented calls; the scores in one commit at the end."""
    from nbgrader.api import Gradebook

    found = standings(classroom)
    with Gradebook(url, classroom.name) as book:
        book.update_or_create_assignment(SLUG, course_id=classroom.name)
        book.update_or_create_notebook("activations", SLUG)
        for check in found[0].newest.checks if found[0].newest else []:
            book.update_or_create_grade_cell(
                check.id, "activations", SLUG, max_score=check.max_points, cell_type="code"
            )
            book.update_or_create_solution_cell(check.id, "activations", SLUG)
        handed_in = [each for each in found if each.attempt]
        for each in handed_in:
            book.update_or_create_student(each.student)
            received = each.attempt.received if each.attempt else None
            book.update_or_create_submission(SLUG, each.student, timestamp=naive(received))
        for each in handed_in:
            for check in each.checks:
                grade = book.find_grade(check.id, "activations", SLUG, each.student)
                grade.auto_score, grade.needs_manual_grade = check.points, False
                book.find_comment(check.id, "activations", SLUG, each.student).auto_comment = check.message or None
            book.find_submission_notebook("activations", SLUG, each.student).late_submission_penalty = each.penalty
        book.db.commit()


def seconds_of(classroom: Classroom) -> float:
    """Return how long a sync takes."""
    started = time.perf_counter()
    sync(classroom)
    return time.perf_counter() - started


def test_a_sync_is_many_times_as_fast_as_the_api(tmp_path: Path) -> None:
    """100 students, 20 checks; the sync reads the results and writes formgrader's notebooks too."""
    warm = make_graded(tmp_path / "warm", 1)
    sync(warm)
    made = make_graded(tmp_path / "made", 100)
    started = time.perf_counter()
    through_the_api(made, f"sqlite:///{warm.root}/gradebook.db")
    naive_seconds = time.perf_counter() - started
    seconds = seconds_of(open_class(made.root))
    ratio = naive_seconds / seconds
    print(f"\n100 x {CHECKS}: API {naive_seconds:.2f} s, sync {seconds:.2f} s: {ratio:.1f} times (goal: {GOAL})")
    assert ratio * NOISE >= GOAL
    counted = totals(made)
    assert all(counted[each.student][0] == each.score for each in standings(made) if each.attempt)


def test_a_class_of_a_thousand(tmp_path: Path) -> None:
    """1,000 students x 20 checks: the first sync, one that changes nothing, and one that changes everything."""
    made = make_graded(tmp_path, 1000)
    first = seconds_of(made)
    again = seconds_of(open_class(made.root))
    for attempt in made.attempts(SLUG):
        held = made.records.result(attempt)
        assert held is not None
        better = [msgspec.structs.replace(each, outcome="passed", points=2.0, message="") for each in held.checks]
        made.records.keep(attempt, result(attempt.student, SLUG, better))
    changed = seconds_of(open_class(made.root))
    print(f"\n1,000 x {CHECKS}: first {first:.2f} s, nothing changed {again:.2f} s, a third changed {changed:.2f} s")
    assert max(first, again, changed) < 72 / GOAL * NOISE
