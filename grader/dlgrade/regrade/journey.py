"""Grade again, look, and only then apply: new results wait in graded/.regrade/ until somebody signs for them."""

import datetime
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from dlgrade import results
from dlgrade.batch import Comparison, Hire, Plan, Watcher, Wish, grade_attempts, settings_of, that_count
from dlgrade.classroom import Attempt, Classroom
from dlgrade.classroom.records import refused, whole
from dlgrade.errors import DlgradeError, UsageError
from dlgrade.grade import Settings
from dlgrade.regrade.changes import Change, change_of
from dlgrade.results import Result

_WAITING = ".regrade"
_WRITTEN = ("exports", "report")  # where grades are written for others
_UNSIGNED = (
    "a regrade is signed: say --by NAME and --reason TEXT, which go into the history; --dry-run shows what would change"
)


@dataclass
class Regrade:
    """What grading again found."""

    exercise: str
    regraded: int = 0
    ungraded: int = 0  # submissions without a result, which are `dlgrade grade`'s
    changes: list[Change] = field(default_factory=list)
    candidates: list[tuple[Attempt, Result]] = field(default_factory=list)

    @property
    def faulty(self) -> int:
        """The number of new results in which the grader failed."""
        return sum(result.faulty for _, result in self.candidates)


def look(classroom: Classroom, exercise: str, wish: Wish, watcher: Watcher, hire: Hire) -> Regrade:
    """Grade again what other checks, another key or another draw graded, and compare; no result is changed.

    force: also what nothing has changed for
    """
    settings = settings_of(classroom, wish)
    found = Regrade(exercise)
    with classroom.records.alone():
        compare = Comparison(classroom, exercise, settings)
        before: list[tuple[Attempt, Result]] = []
        for attempt in that_count(classroom, exercise):
            result = classroom.records.result(attempt)
            if result is None:
                found.ungraded += 1
            elif wish.force or not compare.current(result):
                before.append((attempt, result))
        waiting = _Waiting(classroom, exercise, compare)
        todo = [attempt for attempt, _ in before if wish.force or _unsound(waiting.result(attempt))]
        watcher.planned([Plan(exercise, todo, len(before) - len(todo))])
        _grade(classroom, exercise, todo, settings, waiting, watcher, hire)
        for attempt, earlier in before:
            after = waiting.result(attempt)
            if after is None:  # it was replaced on the way
                found.ungraded += 1
                continue
            found.candidates.append((attempt, after))
            change = change_of(attempt, earlier, after)
            if change is not None:
                found.changes.append(change)
    found.regraded = len(found.candidates)
    return found


def apply(classroom: Classroom, found: Regrade, *, by: str, reason: str) -> None:
    """Make the new results the results, and sign for it; earlier ones are history. Nothing else is touched.

    UsageError without a name and a reason. A run that is ended on its way is finished by the same command.
    """
    signed(by, reason)
    with classroom.records.alone():
        classroom.records.sign(
            {
                "when": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
                "by": by.strip(),
                "reason": reason.strip(),
                "exercise": found.exercise,
                "regraded": found.regraded,
                "changes": [
                    {
                        "student": change.attempt.student,
                        "before": change.before.points,
                        "after": change.after.points,
                        "checks": [str(check) for check in change.checks],
                    }
                    for change in found.changes
                ],
            }
        )
        for attempt, result in found.candidates:
            classroom.records.keep(attempt, result)
        shutil.rmtree(classroom.records.root / _WAITING / found.exercise, ignore_errors=True)


def signed(by: str, reason: str) -> None:
    """See to it that a regrade is signed; UsageError if it is not."""
    if not by.strip() or not reason.strip():
        raise UsageError(_UNSIGNED)


def outdated(classroom: Classroom) -> list[str]:
    """Return what was exported or reported before, and says something else now."""
    folders = [classroom.root / name for name in _WRITTEN]
    return [
        str(path.relative_to(classroom.root))
        for folder in folders
        if folder.is_dir()
        for path in sorted(folder.iterdir())
    ]


class _Waiting:
    """New results that nobody has signed for yet; those of the present checks and work are as good as new."""

    def __init__(self, classroom: Classroom, exercise: str, compare: Comparison):
        self._root = classroom.records.root / _WAITING / exercise
        self._compare = compare

    def path(self, attempt: Attempt) -> Path:
        return self._root / attempt.student / f"{attempt.key}.json"

    def result(self, attempt: Attempt) -> Result | None:
        try:
            result = results.read(self.path(attempt))
        except DlgradeError:
            return None
        return result if self._compare.current(result) and self._compare.of_this_work(attempt, result) else None

    def keep(self, attempt: Attempt, result: Result) -> None:
        path = self.path(attempt)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            whole(path, msgspec.json.encode(result), durable=False)
        except OSError as error:
            raise refused(path, error) from None


def _unsound(result: Result | None) -> bool:
    return result is None or result.faulty


def _grade(
    classroom: Classroom,
    exercise: str,
    todo: Sequence[Attempt],
    settings: Settings,
    waiting: _Waiting,
    watcher: Watcher,
    hire: Hire,
) -> None:
    def keep(attempt: Attempt, result: Result) -> None:
        waiting.keep(attempt, result)
        watcher.graded(result)

    grade_attempts(classroom, exercise, todo, settings, keep, watcher, hire)
