"""How far a student is, without judging anything: from results that were kept, and from what the checks are worth.

To collect checks takes pytest and a tenth of a second for each exercise, and `dlgrade list` asks for all of them: so
what they are worth is remembered as long as nothing of them changes.
"""

import sys
from pathlib import Path

import platformdirs

import dlgrade
from dlgrade.answers import Answers, key_of
from dlgrade.course import Course, Exercise, built_on
from dlgrade.desk import Desk
from dlgrade.report.progress import Progress

Worth = dict[str, float]  # task -> points, in the order of the module


def progress(desk: Desk, exercise: Exercise) -> Progress:
    """Return how far a student is in one exercise; CourseError if its checks cannot be collected."""
    latest, untouched = desk.progress(exercise), desk.untouched(exercise)
    return Progress(
        exercise.slug,
        exercise.title,
        worth(desk.course, exercise),
        latest,
        untouched=untouched,
        edited=not untouched and desk.edited_since(exercise, latest),
        uses=[each.slug for each in built_on(desk.course, exercise)],
    )


def worth(course: Course, exercise: Exercise) -> Worth:
    """Return the points of each task; CourseError if the checks cannot be collected."""
    memory = Answers(Path(platformdirs.user_cache_dir("dlgrade", appauthor=False)) / "worth")
    key = key_of(dlgrade.__version__, sys.version, exercise.slug, _deciding(course, exercise))
    stored = memory.get(key)
    if not isinstance(stored, dict):
        stored = _collected(exercise)
        memory.put(key, stored)
    return {task.name: float(stored[task.name]) for task in exercise.tasks if task.name in stored}


def _deciding(course: Course, exercise: Exercise) -> list[str]:
    """Return the texts that decide which checks there are: the check file's, and those of what it may read."""
    return [*_texts(exercise.folder), *_texts(course.reference)]


def _texts(folder: Path) -> list[str]:
    return [path.read_text("utf-8", "replace") for path in sorted(folder.glob("*.py")) if path.is_file()]


def _collected(exercise: Exercise) -> Worth:
    from dlgrade.grade import checks_of  # imports pytest, which takes longer than all the rest

    found: Worth = {}
    for check in checks_of(exercise):
        if not check.built_on:
            found[check.task] = found.get(check.task, 0.0) + check.points
    return found
