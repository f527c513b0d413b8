"""Which exercises build on which: decided by what the stubs import, and by nothing else."""

import ast

from dlgrade.course.exercise import Exercise
from dlgrade.course.folder import Course
from dlgrade.course.python import parse


def built_on(course: Course, exercise: Exercise) -> list[Exercise]:
    """Return the earlier exercises whose modules an exercise's stub imports, in the course's order."""
    if not exercise.stub.exists():
        return []
    imported: set[str] = set()
    for node in ast.walk(parse(exercise.stub)):
        if isinstance(node, ast.ImportFrom) and not node.level:
            imported.add((node.module or "").partition(".")[0])
        elif isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
    return [each for each in course.exercises if each.slug < exercise.slug and each.topic in imported]
