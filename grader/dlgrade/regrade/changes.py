"""What a regrade would change, student by student: by how much, and which checks say something else."""

from collections.abc import Sequence
from dataclasses import dataclass

from dlgrade.classroom import Attempt
from dlgrade.results import CheckResult, Result

_WORDS = {
    "passed": "passed",
    "failed": "failed",
    "not_reached": "not reached",
    "error": "grader error",
    "": "not there",
}


@dataclass(frozen=True)
class CheckChange:
    """One check that has another verdict; an outcome that is empty was not there."""

    id: str
    before: str
    after: str
    points: float

    def __str__(self) -> str:
        before, after = (_WORDS.get(each, each) for each in (self.before, self.after))
        return f"{self.id}: {before} -> {after} ({self.points:+g})"


@dataclass(frozen=True)
class Change:
    """One submission whose result differs."""

    attempt: Attempt
    before: Result
    after: Result
    checks: list[CheckChange]

    @property
    def difference(self) -> float:
        """The points that are gained."""
        return self.after.points - self.before.points

    @property
    def scored(self) -> bool:
        """Whether points change, or what they are out of; else only what is said about them."""
        return (self.before.points, self.before.max_points) != (self.after.points, self.after.max_points)


def change_of(attempt: Attempt, before: Result, after: Result) -> Change | None:
    """Compare two results of one submission; None if students would see the same."""
    was = {check.id: check for check in before.checks}
    now = {check.id: check for check in after.checks}
    found = [_change(name, was.get(name), now.get(name)) for name in {**was, **now}]
    checks = [each for each in found if each.before != each.after or each.points]
    change = Change(attempt, before, after, checks)
    if checks or change.scored or _said(before) != _said(after):
        return change
    return None


def causes(changes: Sequence[Change]) -> list[tuple[str, int]]:
    """Return which changes of checks occur, as a sentence each, with the number of students, the most common first."""
    counts: dict[str, int] = {}
    for change in changes:
        for check in change.checks:
            counts[str(check)] = counts.get(str(check), 0) + 1
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _change(name: str, before: CheckResult | None, after: CheckResult | None) -> CheckChange:
    was = (before.outcome, before.points) if before else ("", 0.0)
    now = (after.outcome, after.points) if after else ("", 0.0)
    return CheckChange(name, was[0], now[0], now[1] - was[1])


def _said(result: Result) -> list[tuple[str, ...]]:
    return [(check.id, check.message, check.diagnosis, check.hint) for check in result.checks]
