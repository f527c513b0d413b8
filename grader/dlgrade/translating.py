"""Keep translations in step with what they translate: the engine's sentences, and a course's titles and hints."""

import ast
from collections.abc import Sequence
from pathlib import Path

from dlgrade.course import HINTS_NAME, STAGES, Course, Exercise, parse
from dlgrade.diagnose import Mistake
from dlgrade.errors import UsageError
from dlgrade.language.choice import ENGLISH, file_of, languages
from dlgrade.language.gathering import CLICK, gathered
from dlgrade.language.sources import told_by_checks
from dlgrade.language.upkeep import Upkeep, upkeep


def catalogues(course: Course, language: str | None = None, exercises: Sequence[Exercise] = ()) -> list[Upkeep]:
    """Compare catalogues with their sources: those that are there, or those of the exercises that are named.

    The engine's come first, where the course is the checkout that dlgrade runs from.
    """
    spoken = [language] if language else [each for each in languages() if each != ENGLISH]
    if exercises and language is None:
        raise UsageError("say which language the exercises get: dlgrade translate --to zh_TW EXERCISE")
    found = []
    for each in spoken:
        if not exercises and file_of(each).is_relative_to(course.root):
            found.append(upkeep(file_of(each), each, gathered(), spared=CLICK))
        for exercise in exercises or course.exercises:
            path = exercise.folder / f"{each}.po"
            if exercises or path.exists():
                found.append(upkeep(path, each, said_by(exercise)))
    return found


def said_by(exercise: Exercise) -> dict[str, list[str]]:
    """Return every text of an exercise that students read, with where it is from."""
    found: dict[str, list[str]] = {exercise.title: [exercise.module]}
    for node in parse(exercise.checks).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            title = (ast.get_docstring(node) or "").partition("\n")[0].rstrip(".")
            found.setdefault(title, []).append(f"{exercise.checks.name}:{node.name}")
    for text in dict.fromkeys(told_by_checks(exercise.checks)):
        found.setdefault(text, []).append(exercise.checks.name)
    for task, hints in exercise.hints.items():
        for stage in STAGES:
            found.setdefault(getattr(hints, stage), []).append(f"{HINTS_NAME}:{task}.{stage}")
    for path in exercise.mistakes():
        found.setdefault(Mistake.read(path).hint, []).append(f"mistakes/{path.name}")
    return found


def write(found: Sequence[Upkeep]) -> list[Path]:
    """Write what is not in step; return the files that were changed."""
    changed = [each for each in found if not each.path.exists() or each.path.read_bytes() != each.content]
    for each in changed:
        each.write()
    return [each.path for each in changed]
