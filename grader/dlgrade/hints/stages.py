"""The next hint of a task, and those seen before."""

import datetime
from dataclasses import dataclass
from typing import Literal, cast

from dlgrade.course import STAGES, Exercise
from dlgrade.desk import Desk
from dlgrade.errors import UsageError
from dlgrade.hints.memory import Memory, remembered

Name = Literal["idea", "formula", "line"]


@dataclass(frozen=True)
class Hint:
    """One stage of a task's hints: `stage` of `of`; `note` says what went wrong with recording it, or nothing."""

    task: str
    stage: int
    of: int
    name: Name
    text: str
    note: str = ""


def take(desk: Desk, exercise: Exercise, task: str, *, now: datetime.datetime | None = None) -> Hint:
    """Return a task's next hint and record it; after the last, the last again, which is recorded once.

    UsageError if there is no such task, or the course has no hints for it.
    """
    require(exercise, task)
    return taken(remembered(desk), exercise, task, now)


def seen(desk: Desk, exercise: Exercise, task: str) -> list[Hint]:
    """Return the hints of a task that were taken before, from the first on; nothing is recorded."""
    require(exercise, task)
    return so_far(remembered(desk), exercise, task)


def taken(memory: Memory, exercise: Exercise, task: str, now: datetime.datetime | None = None) -> Hint:
    """Do what `take` does, with what is remembered already read."""
    before = memory.stage(exercise, task)
    stage = min(before + 1, len(STAGES))
    if stage > before:
        memory.take(exercise, task, stage, now or datetime.datetime.now(datetime.UTC))
    return _hint(memory, exercise, task, stage)


def so_far(memory: Memory, exercise: Exercise, task: str) -> list[Hint]:
    """Do what `seen` does, with what is remembered already read."""
    return [_hint(memory, exercise, task, stage) for stage in range(1, memory.stage(exercise, task) + 1)]


def require(exercise: Exercise, task: str) -> None:
    """Raise UsageError if a task does not exist, or has no hints."""
    exercise.task(task)
    if task not in exercise.hints:
        raise UsageError(
            f"the course has no hints for {task}: `dlgrade check {exercise.topic} --task {task}` says what is wrong"
        )


def _hint(memory: Memory, exercise: Exercise, task: str, stage: int) -> Hint:
    text = exercise.hints[task].stage(stage)
    return Hint(task, stage, len(STAGES), cast("Name", STAGES[stage - 1]), text, "; ".join(memory.notes))
