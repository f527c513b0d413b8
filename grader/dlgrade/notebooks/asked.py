"""The process that judges what a live notebook asks about: one request on standard input, one answer on the output.

It is a process of its own, so that nothing that lives in the notebook has a part in the verdict: a NumPy that somebody
has changed, modules that are loaded already, the folder that the kernel stands in.
"""

import contextlib
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from dlgrade import desk
from dlgrade.course import Course, Exercise, nearest
from dlgrade.errors import DlgradeError, UsageError
from dlgrade.results import Result
from dlgrade.student import Submission
from dlgrade.student.extraction import extract
from dlgrade.student.notebooks import Cell
from dlgrade.student.submission import from_cells

_DEFINED = re.compile(r"^(?:def|class) (\w+)|^(\w+) *=", re.MULTILINE)


class Said(msgspec.Struct, frozen=True):
    """A cell that was run: what Jupyter writes before it, and its text."""

    label: str
    source: str


class Question(msgspec.Struct, frozen=True):
    """What `%check WORD` asks: a task, an exercise, or nothing for the exercise that the cells are about."""

    place: str
    word: str
    cells: list[Said]
    course: str = ""


class Answer(msgspec.Struct, frozen=True):
    """The verdict and the exercise's title; or a sentence that says why there is none."""

    result: Result | None = None
    title: str = ""
    problem: str = ""


def answer(question: Question) -> Answer:
    """Judge; a DlgradeError becomes the sentence that it is."""
    try:
        found = desk.find_desk(Path(question.place), Path(question.course) if question.course else None)
        exercise, task = meant(found.course, question.word, question.cells)
        result = _judged(found, exercise, task, _submission(found, exercise, question))
        left = exercise.withheld
        rest = (
            f"{left.checks} hidden checks ({left.points:g} points) run when it is graded"
            if left and left.checks
            else ""
        )
        return Answer(msgspec.structs.replace(result, notes=[*result.notes, *([rest] if rest else [])]), exercise.title)
    except DlgradeError as error:
        return Answer(problem=str(error))


def meant(course: Course, word: str, cells: Sequence[Said]) -> tuple[Exercise, str | None]:
    """Return the exercise that is asked about, and the task; UsageError if nothing tells.

    A word that is both means the task. Of several exercises that have a task of one name, it is the one that most of
    the cells are about.
    """
    defined = _defined(cells)
    about = {each.slug: len(defined & {task.name for task in each.tasks}) for each in course.exercises}
    having = [each for each in course.exercises if not word or any(task.name == word for task in each.tasks)]
    most = max(having, key=lambda each: about[each.slug], default=None)
    if most is not None and about[most.slug]:
        return most, word or None
    if word:
        with contextlib.suppress(UsageError):
            return course.exercise(word), None
    if most is not None:
        raise UsageError("nothing of the exercise is defined here yet: run the cells that define it, then ask again")
    known = [task.name for each in course.exercises if about[each.slug] for task in each.tasks]
    known = known or [each.slug for each in course.exercises]
    raise UsageError(f"there is no task and no exercise {word!r}{nearest(word, known)}")


def _defined(cells: Sequence[Said]) -> set[str]:
    text = extract(_cells(cells), "the notebook").text
    return {one or other for one, other in _DEFINED.findall(text)}


def _submission(found: desk.Desk, exercise: Exercise, question: Question) -> Submission:
    place = Path(question.place)
    return from_cells(
        _cells(question.cells),
        exercise.topic,
        place,
        siblings=found.siblings(place.parent),
        used=exercise.probes,
        wanted=found.course.names_in,
    )


def _cells(said: Sequence[Said]) -> list[Cell]:
    return [Cell(each.label, each.source) for each in said]


def _judged(found: desk.Desk, exercise: Exercise, task: str | None, submission: Submission) -> Result:
    from dlgrade.grade import Settings, grade

    (result,) = grade(found.course, exercise, [submission], Settings(task=task, examples=True))
    return result


def main() -> None:
    """Answer one question."""
    question = msgspec.json.decode(sys.stdin.buffer.read(), type=Question)
    out = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):
        found = answer(question)
    out.buffer.write(msgspec.json.encode(found))


if __name__ == "__main__":
    main()
