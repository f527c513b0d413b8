"""The standing of every student in every exercise: what gradebook, reports and exports are made of."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from dlgrade.classroom.attempts import Attempt
from dlgrade.classroom.folder import Classroom
from dlgrade.classroom.policies import Standing, Tried, dropped_of, means, standings_of
from dlgrade.course import nearest
from dlgrade.errors import CourseError
from dlgrade.results import Result


def standings(classroom: Classroom, exercises: Sequence[str] | None = None) -> list[Standing]:
    """Return one standing for each student and exercise, by exercise and student; missing work has one as well.

    exercises: those to report; all that were handed in for if left out. Late days are counted over all of them.
    """
    found = [each for mine in by_student(classroom, exercises) for each in mine]
    return sorted(found, key=lambda each: (each.exercise, each.student))


def by_student(classroom: Classroom, exercises: Sequence[str] | None = None) -> Iterator[list[Standing]]:
    """Yield each student's standings, those of one after the other, so that a large class need not be held at once."""
    every = classroom.exercises()
    attempts: dict[str, dict[str, list[Attempt]]] = {student.id: {} for student in classroom.roster}
    for exercise in every:
        for attempt in classroom.attempts(exercise):
            attempts.setdefault(attempt.student, {}).setdefault(exercise, []).append(attempt)
    newest = {exercise: _newest(classroom, exercise, attempts) for exercise in every}
    _known(classroom, newest, attempts)
    most = {exercise: _worth(classroom, exercise, newest[exercise]) for exercise in every}
    wanted = set(every if exercises is None else exercises)
    for student, mine in sorted(attempts.items()):
        tried = {
            exercise: [Tried(each, classroom.records.result(each)) for each in handed_in]
            for exercise, handed_in in mine.items()
        }
        standing = standings_of(student, tried, most, classroom.policy, classroom.extensions)
        yield [dataclasses.replace(each, newest=newest[each.exercise]) for each in standing if each.exercise in wanted]


def _newest(
    classroom: Classroom, exercise: str, attempts: Mapping[str, Mapping[str, Sequence[Attempt]]]
) -> Result | None:
    """Return the result that was made last; all others are looked at only for when that was.

    What cannot count decides only where nothing else does: `dlgrade regrade` leaves it at the checks of the past.
    """
    every = [mine[exercise] for mine in attempts.values() if exercise in mine]
    if classroom.policy.counts == "last":
        newest = _last_made(classroom, [handed_in[-1] for handed_in in every])
        if newest is not None:
            return newest
    return _last_made(classroom, [attempt for handed_in in every for attempt in handed_in])


def _last_made(classroom: Classroom, handed_in: Sequence[Attempt]) -> Result | None:
    outlines = ((classroom.records.outline(attempt), attempt) for attempt in handed_in)
    made = [(outline.started, attempt) for outline, attempt in outlines if outline is not None]
    for _, attempt in sorted(made, key=lambda each: each[0], reverse=True):
        result = classroom.records.result(attempt)
        if result is not None:
            return result
    return None


def _worth(classroom: Classroom, exercise: str, newest: Result | None) -> float:
    """Return what an exercise is worth by its newest result, the checks that are dropped taken out."""
    if newest is None:
        return 0.0
    dropped = dropped_of(classroom.policy, exercise, [check.id for check in newest.checks])
    return sum(check.max_points for check in newest.checks if check.id not in dropped)


def _known(
    classroom: Classroom,
    newest: Mapping[str, Result | None],
    attempts: Mapping[str, Mapping[str, Sequence[Attempt]]],
) -> None:
    """Look whether every check that is dropped is one; CourseError if no result of anybody has it."""
    for each in classroom.policy.dropped:
        result = newest.get(each.exercise)
        if result is None or any(means(each.check, check.id) for check in result.checks):
            continue
        handed_in = [attempt for mine in attempts.values() for attempt in mine.get(each.exercise, [])]
        others = (classroom.records.result(attempt) for attempt in handed_in)
        if not any(means(each.check, check.id) for other in others if other for check in other.checks):
            path = classroom.course.root / "solutions" / "course.toml"
            close = nearest(each.check, [check.id for check in result.checks])
            raise CourseError(f"{path}: dropped: {each.exercise} has no check {each.check!r}{close}")
