"""Which task a hint is about: named, in the exercise that is stood in, or the first that fails."""

from collections.abc import Sequence
from pathlib import Path

from dlgrade.course import Course, Exercise, nearest
from dlgrade.desk import Desk
from dlgrade.errors import UsageError
from dlgrade.results import Result


def choose(desk: Desk, place: Path, words: Sequence[str], named: str | None = None) -> tuple[Exercise, str]:
    """Return the exercise and the task that words mean; UsageError if they mean none, or several.

    words: `softmax`, `Dense.backward`, `02_activations softmax`, `02_activations` for what fails in it, or nothing
    named: an exercise that was named by itself
    """
    course = desk.course
    if len(words) > 2 or (len(words) == 2 and named is not None):
        raise UsageError("a hint is about one task: `dlgrade hint softmax`, or `dlgrade hint 02_activations softmax`")
    if len(words) == 2:
        named, word = words
        return _in(course.exercise(named), word)
    if named is not None:
        exercise = course.exercise(named)
        return _in(exercise, words[0]) if words else (exercise, _failing(desk, exercise))
    if not words:
        exercise = _at_hand(desk, place)
        return exercise, _failing(desk, exercise)
    return _anywhere(desk, place, words[0])


def _in(exercise: Exercise, word: str) -> tuple[Exercise, str]:
    """Return the task that a word means in one exercise."""
    if word in exercise.signatures:
        return exercise, word.partition(".")[0]
    known = [task.name for task in exercise.tasks]
    raise UsageError(f"{exercise.slug} has no task {word!r}{nearest(word, [*known, *exercise.signatures])}")


def _anywhere(desk: Desk, place: Path, word: str) -> tuple[Exercise, str]:
    """Return the task that a word means in whatever exercise; one that has the exercise's name is meant before it."""
    having = [each for each in desk.course.exercises if word in each.signatures]
    here = desk.here(place)
    if here in having or len(having) == 1:
        return _in(here if here is not None and here in having else having[0], word)
    if having:
        several = " and ".join(each.slug for each in having)
        raise UsageError(f"{word} is a task of {several}: say which, `dlgrade hint --exercise {having[0].slug} {word}`")
    for exercise in desk.course.exercises:
        if word in (exercise.slug, exercise.topic) or (word.isdecimal() and int(word) == exercise.number):
            return exercise, _failing(desk, exercise)
    raise UsageError(f"there is no task {word!r}{_nearest(desk.course, word)}")


def _nearest(course: Course, word: str) -> str:
    """Say which task was meant, and of which exercise."""
    full = {name: f"{name} ({each.slug})" for each in course.exercises for name in each.signatures}
    alike = nearest(word, list(full), full)
    return alike if alike.startswith(":") else "; `dlgrade list` shows the exercises"


def _at_hand(desk: Desk, place: Path) -> Exercise:
    """Return the exercise that is stood in, or else the one that was checked last."""
    here = desk.here(place)
    if here is not None:
        return here
    checked = [(result.started, each) for each in desk.course.exercises if (result := desk.progress(each))]
    if not checked:
        raise UsageError("say which task, such as `dlgrade hint softmax`: nothing has been checked here yet")
    return max(checked, key=lambda each: each[0])[1]


def _failing(desk: Desk, exercise: Exercise) -> str:
    """Return the first task that fails; one that was not reached only where no other does."""
    result = desk.progress(exercise)
    if result is None:
        raise UsageError(
            f"{exercise.slug} was not checked yet: run `dlgrade check {exercise.topic}`, or name a task: "
            + ", ".join(task.name for task in exercise.tasks)
        )
    if result.problem:
        raise UsageError(
            f"{exercise.slug}: your module could not be run, which no hint is about: "
            f"`dlgrade check {exercise.topic}` says why"
        )
    for task in _worst_first(result):
        if any(each.name == task for each in exercise.tasks):
            return task
    raise UsageError(f"every task of {exercise.slug} passed: name one if you want its hint")


def _worst_first(result: Result) -> list[str]:
    own = [check for check in result.checks if not check.prerequisite]
    return [check.task for outcome in ("failed", "not_reached", "error") for check in own if check.outcome == outcome]
