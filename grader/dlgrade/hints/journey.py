"""`dlgrade hint`: what the latest check knows of a task, and then the next stage of its hints."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from dlgrade.course import STAGES, Exercise
from dlgrade.desk import Desk
from dlgrade.hints.choosing import choose
from dlgrade.hints.memory import remembered
from dlgrade.hints.stages import Hint, require, so_far, taken

Wanted = Literal["next", "all", "again"]


@dataclass(frozen=True)
class Advice:
    """What is said about one task.

    `mistake` is the hint of the mistake that the latest check named, which is more exact than any stage and takes none;
    `told_first` says that it is shown for the first time, so that no stage was taken. `edited` says that the work has
    changed since that check, `left` how many stages were not seen yet, `reported` that the instructor sees which were.
    """

    exercise: Exercise
    task: str
    hints: list[Hint]
    left: int
    passed: bool = False
    mistake: str = ""
    told_first: bool = False
    edited: bool = False
    reported: bool = False
    notes: list[str] = field(default_factory=list)


def advise(
    desk: Desk, place: Path, words: Sequence[str], *, named: str | None = None, wanted: Wanted = "next"
) -> Advice:
    """Return a task's next hint, or with `all` the earlier ones too, or with `again` only what was seen.

    UsageError if the words mean no task, or the course has no hints for it.
    """
    exercise, task = choose(desk, place, words, named)
    require(exercise, task)
    result = desk.progress(exercise)
    checks = [each for each in result.checks if each.task == task and not each.prerequisite] if result else []
    named_mistakes = [check for check in checks if check.mistake and check.hint]
    memory = remembered(desk)
    first = bool(named_mistakes) and wanted != "again" and memory.tell(exercise, task, named_mistakes[0].mistake)
    hints = so_far(memory, exercise, task) if wanted != "next" else []
    if wanted != "again" and not first:
        newest = taken(memory, exercise, task)
        hints = [each for each in hints if each.stage < newest.stage] + [newest]
    return Advice(
        exercise,
        task,
        hints,
        left=len(STAGES) - memory.stage(exercise, task),
        passed=bool(checks) and all(check.outcome == "passed" for check in checks),
        mistake=named_mistakes[0].hint if named_mistakes else "",
        told_first=first,
        edited=bool(checks) and desk.edited_since(exercise, result),
        reported=desk.course.settings.hints == "reported",
        notes=memory.notes,
    )
