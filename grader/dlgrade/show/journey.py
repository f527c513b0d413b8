"""Run one check of a student's own work, and what it needs, and keep what it saw."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from dlgrade.course import Exercise
from dlgrade.desk import Desk
from dlgrade.grade import Settings, grade_each
from dlgrade.pytest_plugin import Graded, Seen
from dlgrade.results import CheckResult, Result
from dlgrade.sandbox import Sandbox
from dlgrade.show.names import wanted

_ORDER = ("failed", "error", "not_reached", "passed")


@dataclass(frozen=True)
class Showing:
    """One check and what it saw; None if it is hidden, or was not reached.

    others: the ids of further checks that the name stands for and that failed
    """

    exercise: Exercise
    check: CheckResult
    seen: Seen | None
    problem: str
    notes: list[str]
    others: list[str]

    @property
    def passed(self) -> bool:
        """Whether there is nothing wrong to show."""
        return not self.problem and self.check.outcome == "passed"


def show(
    desk: Desk,
    place: Path,
    name: str,
    settings: Settings,
    *,
    exercise: str | None = None,
    submission: Path | None = None,
    sandbox: Sandbox | None = None,
) -> Showing:
    """Judge the checks that a name stands for, and return the first that failed, or else the first.

    A visible check that failed comes before a hidden one: there is more to see. UsageError if the name is unknown.
    """
    found = wanted(desk, place, name, exercise)
    results: list[Result] = []
    graded: list[Graded] = []
    grade_each(
        desk.course,
        found.exercise,
        [desk.submission(found.exercise, submission)],
        dataclasses.replace(settings, only=found.ids),
        results.append,
        sandbox=sandbox,
        on_graded=graded.append,
    )
    checks = [check for check in results[0].checks if check.id in found.ids]
    check = min(checks, key=lambda check: (_ORDER.index(check.outcome), check.hidden))
    others = [each.id for each in checks if each.outcome == "failed" and each.id != check.id]
    return Showing(found.exercise, check, graded[0].seen.get(check.id), results[0].problem, results[0].notes, others)
