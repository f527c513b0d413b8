"""The standing of every student in every exercise: what gradebook, reports and exports are made of."""

import dataclasses
from collections.abc import Sequence

from dlgrade.classroom.folder import Classroom
from dlgrade.classroom.policies import Standing, Tried, standings_of
from dlgrade.results import Result


def standings(classroom: Classroom, exercises: Sequence[str] | None = None) -> list[Standing]:
    """Return one standing for each student and exercise, by exercise and student; missing work has one as well.

    exercises: those to report; all that were handed in for if left out. Late days are counted over all of them.
    """
    every = classroom.exercises()
    tried: dict[str, dict[str, list[Tried]]] = {}
    for exercise in every:
        for attempt in classroom.attempts(exercise):
            found = Tried(attempt, classroom.records.result(attempt))
            tried.setdefault(attempt.student, {}).setdefault(exercise, []).append(found)
    newest = {exercise: _newest(exercise, tried) for exercise in every}
    most = {exercise: _worth(classroom, exercise, newest[exercise]) for exercise in every}
    students = sorted({*tried, *(student.id for student in classroom.roster)})
    standing = [
        each
        for student in students
        for each in standings_of(student, tried.get(student, {}), most, classroom.policy, classroom.extensions)
    ]
    wanted = every if exercises is None else exercises
    standing = [dataclasses.replace(each, newest=newest[each.exercise]) for each in standing if each.exercise in wanted]
    return sorted(standing, key=lambda each: (each.exercise, each.student))


def _newest(exercise: str, tried: dict[str, dict[str, list[Tried]]]) -> Result | None:
    results = [each.result for mine in tried.values() for each in mine.get(exercise, []) if each.result]
    return max(results, key=lambda each: each.started, default=None)


def _worth(classroom: Classroom, exercise: str, newest: Result | None) -> float:
    """Return what an exercise is worth by its newest result, the checks that are dropped taken out."""
    dropped = {each.check for each in classroom.policy.dropped if each.exercise == exercise}
    return sum(check.max_points for check in newest.checks if check.id not in dropped) if newest else 0.0
