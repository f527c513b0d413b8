"""The standing of every student in every exercise: what gradebook, reports and exports are made of."""

from collections.abc import Sequence

from dlgrade.classroom.folder import Classroom
from dlgrade.classroom.policies import Standing, Tried, standings_of


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
    most = {exercise: _worth(classroom, exercise, tried) for exercise in every}
    students = sorted({*tried, *(student.id for student in classroom.roster)})
    standing = [
        each
        for student in students
        for each in standings_of(student, tried.get(student, {}), most, classroom.policy, classroom.extensions)
    ]
    wanted = every if exercises is None else exercises
    standing = [each for each in standing if each.exercise in wanted]
    return sorted(standing, key=lambda each: (each.exercise, each.student))


def _worth(classroom: Classroom, exercise: str, tried: dict[str, dict[str, list[Tried]]]) -> float:
    """Return what an exercise is worth by its newest result, the checks that are dropped taken out."""
    dropped = {each.check for each in classroom.policy.dropped if each.exercise == exercise}
    results = [each.result for mine in tried.values() for each in mine.get(exercise, []) if each.result]
    if not results:
        return 0.0
    newest = max(results, key=lambda each: each.started)
    return sum(check.max_points for check in newest.checks if check.id not in dropped)
