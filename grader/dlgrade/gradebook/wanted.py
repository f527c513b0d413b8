"""What the gradebook should hold of an exercise, made of standings alone."""

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dlgrade.classroom import Classroom, Standing
from dlgrade.classroom.attempts import SUBMITTED, received_at
from dlgrade.classroom.policies import dropped_of
from dlgrade.gradebook.comments import NEWER, comment, plain
from dlgrade.protocol.text import one_line

_WIDTH = 128  # characters, of nbgrader's columns for names; PostgreSQL refuses more


@dataclass(frozen=True, slots=True)
class Mark:
    """What one check gives one student; `needs` asks a human to look."""

    auto: float
    needs: bool = False
    comment: str | None = None


GONE = Mark(0.0)  # of a check that no counting result knows any more


@dataclass(frozen=True)
class Work:
    """One student's graded work, with a mark for each check by its name in the gradebook."""

    standing: Standing
    timestamp: datetime.datetime | None
    extension: datetime.timedelta | None
    marks: Mapping[str, Mark]


@dataclass
class Wanted:
    """One exercise: what each check is worth by its name in the gradebook, and every student's work.

    `waiting` and `missing` are the students whose work is not graded, and who handed in nothing.
    """

    exercise: str
    notebook: str
    due: datetime.datetime | None
    checks: dict[str, float] = field(default_factory=dict)
    works: dict[str, Work] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Person:
    """A student as nbgrader's table has one; what is not known is None."""

    id: str
    first_name: str | None
    last_name: str | None
    email: str | None
    lms_user_id: str | None


def fitting(text: str) -> str:
    """Return a name that fits into nbgrader's columns; a longer one ends in a digest, so that it stays itself."""
    line = one_line(text)
    if len(line) <= _WIDTH:
        return line
    digest = hashlib.sha256(line.encode()).hexdigest()[:16]
    return f"{line[: _WIDTH - len(digest) - 1]}-{digest}"


def naive(moment: datetime.datetime | None) -> datetime.datetime | None:
    """Return a moment as nbgrader keeps it: in UTC, without saying so."""
    return moment and moment.astimezone(datetime.UTC).replace(tzinfo=None)


def people(classroom: Classroom, standings: Sequence[Standing]) -> list[Person]:
    """Return the roster, and whoever else handed something in."""
    ids = dict.fromkeys([student.id for student in classroom.roster] + [each.student for each in standings])
    known = [classroom.roster.get(student) for student in ids]
    return [
        Person(
            fitting(each.id),
            fitting(each.first_name) or None,
            fitting(each.last_name) or None,
            fitting(each.email) or None,
            fitting(each.lms_user_id) or None,
        )
        for each in known
    ]


def wanted(classroom: Classroom, exercise: str, standings: Sequence[Standing]) -> Wanted:
    """Return what the gradebook should hold of an exercise; standings are those of its students.

    A check counts what the newest result says. One that only older results know is worth nothing, yet who has earned
    points by it keeps them until the work is graded again, as in the standings.
    """
    found = Wanted(exercise, classroom.course.exercise(exercise).topic, naive(classroom.policy.due_at(exercise)))
    newest = next((each.newest for each in standings if each.newest), None)
    current = {check.id: check.max_points for check in newest.checks} if newest else {}
    for standing in standings:
        for check in standing.result.checks if standing.result else []:
            current.setdefault(check.id, 0.0)
    dropped = dropped_of(classroom.policy, exercise, current)
    worth = {check: 0.0 if check in dropped else points for check, points in current.items()}
    found.checks = {fitting(check): points for check, points in worth.items()}
    for standing in standings:
        student = fitting(standing.student)
        if standing.attempt is None:
            found.missing.append(student)
        elif standing.result is None:
            found.waiting.append(student)
        else:
            found.works[student] = _work(classroom, standing, worth, found.due)
    return found


def _work(classroom: Classroom, standing: Standing, worth: Mapping[str, float], due: datetime.datetime | None) -> Work:
    """Return a student's work; its time is that of `submitted/`, by which formgrader knows that it is graded."""
    assert standing.attempt is not None
    folder = classroom.root / SUBMITTED / standing.student / standing.exercise
    received = received_at(folder) if folder.is_dir() else standing.attempt.received
    longer = naive(standing.due)
    extension = longer - due if longer and due and longer != due else None
    return Work(standing, naive(received), extension, _marks(standing, worth))


def _marks(standing: Standing, worth: Mapping[str, float]) -> dict[str, Mark]:
    assert standing.result is not None
    known = {check.id: check for check in standing.result.checks}
    problem = plain(standing.result.problem) if standing.result.problem else None
    marks: dict[str, Mark] = {}
    for name, points in worth.items():
        if check := known.get(name):
            needs = check.outcome == "error" and name not in standing.dropped
            marks[fitting(name)] = Mark(standing.earned(check), needs, comment(standing, check))
        elif problem:
            marks[fitting(name)] = Mark(0.0, comment=problem)
        else:
            marks[fitting(name)] = Mark(0.0, points > 0, plain(NEWER)) if points else GONE
    return marks
