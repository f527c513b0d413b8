"""What nbgrader's autograder asks: the verdict on one student's notebook, by the class's key and behind the wall.

A result that `dlgrade grade` has made counts as it is, and one that is made here is kept where `grade` keeps it: both
ways give the same points, and reports, exports, regrades and replays are made of the same results.
"""

import math
from collections.abc import Sequence
from pathlib import Path

from dlgrade.batch import Plan, Screen, Wish, grade_attempts, here, settings_of
from dlgrade.batch.plan import plan
from dlgrade.classroom import Attempt, Classroom, Standing, attempts_of, open_class
from dlgrade.classroom.attempts import SUBMITTED
from dlgrade.classroom.policies import Tried, standings_of
from dlgrade.errors import DlgradeError, UsageError
from dlgrade.gradebook.comments import plain
from dlgrade.gradebook.verdicts import TestCell, Verdict
from dlgrade.gradebook.wanted import naive
from dlgrade.notebooks.card import Card, of_task, page
from dlgrade.notebooks.pieces import TEST, cell_id
from dlgrade.report import terminal
from dlgrade.results import Result


def judge(folder: Path, student: str, exercise: str) -> Verdict:
    """Return the verdict on what a student handed in; what the class handed in and has no result is graded with it.

    UsageError if the folder is no class's, or nothing can be read that is the student's; DlgradeError if the grader
    could not be run.
    """
    classroom = open_class(folder, folder)
    slug = classroom.course.exercise(exercise).slug
    place = classroom.root / SUBMITTED / student / slug
    attempt = next((each for each in attempts_of(classroom.root, student, slug) if each.folder == place), None)
    if attempt is None:
        raise UsageError(f"{place}: is no folder of this student's: a link, or nothing at all; nothing was graded")
    result = _result(classroom, attempt)
    return verdict(classroom, _standing(classroom, attempt, result))


def verdict(classroom: Classroom, standing: Standing) -> Verdict:
    """Return what nbgrader's cells are to say of a standing."""
    result = standing.result
    assert result is not None
    exercise = classroom.course.exercise(standing.exercise)
    tests, comments = {}, {}
    for task in [each.name for each in exercise.tasks]:
        checks = [each for each in result.checks if each.task == task and not each.prerequisite]
        counted = [each for each in checks if each.id not in standing.dropped]
        mine = of_task(result, task)
        if checks:
            worth = math.fsum(each.max_points for each in counted)
            got = min(worth, math.fsum(standing.earned(each) for each in counted))
            needs = any(each.outcome == "error" for each in counted)
            tests[cell_id(TEST + task)] = TestCell(got, worth, page(mine), repr(Card(mine)), needs)
        wrong = result.problem or any(each.outcome != "passed" for each in checks)
        comments[cell_id(task)] = plain(result.problem or repr(Card(mine))) if wrong else None
    return Verdict(tests, comments, standing.lost, naive(classroom.policy.due_at(standing.exercise)))


def _result(classroom: Classroom, attempt: Attempt) -> Result:
    settings = settings_of(classroom, Wish())
    made = plan(classroom, attempt.exercise, settings)
    if attempt in made.todo or classroom.records.result(attempt) is None:
        todo = made.todo if attempt in made.todo else [*made.todo, attempt]
        _grade(classroom, attempt.exercise, todo)
    result = classroom.records.result(attempt)
    if result is None:
        raise DlgradeError(f"{attempt.folder}: changed while it was graded: run nbgrader autograde again")
    return result


def _grade(classroom: Classroom, exercise: str, todo: Sequence[Attempt]) -> None:
    settings = settings_of(classroom, Wish())
    with classroom.records.alone(), Screen(terminal.console()) as watcher:
        watcher.planned([Plan(exercise, list(todo))])

        def keep(attempt: Attempt, result: Result) -> None:
            classroom.records.keep(attempt, result)
            watcher.graded(result)

        grade_attempts(classroom, exercise, todo, settings, keep, watcher, here())


def _standing(classroom: Classroom, attempt: Attempt, result: Result) -> Standing:
    """Return what an attempt is worth by the course's policies, were it the one that counts."""
    tried: dict[str, list[Tried]] = {}
    for each in classroom.course.exercises:
        handed_in = attempts_of(classroom.root, attempt.student, each.slug)
        tried[each.slug] = [Tried(other, classroom.records.result(other)) for other in handed_in]
    tried[attempt.exercise] = [Tried(attempt, result)]
    most = dict.fromkeys(tried, 0.0)
    most[attempt.exercise] = math.fsum(check.max_points for check in result.checks)
    found = standings_of(attempt.student, tried, most, classroom.policy, classroom.extensions)
    return next(each for each in found if each.exercise == attempt.exercise)
