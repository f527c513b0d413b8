"""Which hints were taken, on the pages of a class whose course reports it. It decides no points."""

from collections.abc import Sequence
from typing import Any

from dlgrade.classroom import Classroom, Standing
from dlgrade.classroom.hint_use import HintUse, hint_use
from dlgrade.course import STAGES
from dlgrade.report.view import View
from dlgrade.report.words import moment


def taken(classroom: Classroom, standings: Sequence[Standing]) -> dict[str, HintUse]:
    """Return a student's hints by exercise, of the submission that counts; nothing where they are private."""
    if classroom.policy.hints != "reported":
        return {}
    return {
        each.exercise: hint_use(
            each.attempt.folder, [task.name for task in classroom.course.exercise(each.exercise).tasks]
        )
        for each in standings
        if each.attempt is not None
    }


def told(use: HintUse | None, zone: str) -> list[tuple[str, str]]:
    """Return each task's name and which of its hints were taken, with times."""
    return [
        (task, ", ".join(f"{STAGES[each.stage - 1]} {moment(each.at, zone)}" for each in uses))
        for task, uses in (use.by_task() if use else {}).items()
    ]


def content(view: View) -> dict[str, Any]:
    """Return what the class page says: for each task how many took its idea, its formula, its line."""
    rows = []
    for exercise in view.exercises:
        names = [task.name for task in view.classroom.course.exercise(exercise.slug).tasks]
        rows += [
            {
                "exercise": exercise.slug,
                "task": task,
                "counts": [f"{exercise.hints[task][stage]:,}" for stage in range(1, len(STAGES) + 1)],
                "handed_in": f"{exercise.handed_in:,}",
            }
            for task in names
            if task in exercise.hints
        ]
    return {"hints": rows, "stages": STAGES, "reported": view.classroom.policy.hints == "reported"}
