"""Files that are laid over a solution: variants and mistakes."""

import ast
from collections.abc import Collection
from pathlib import Path

from dlgrade.course.exercise import Exercise
from dlgrade.course.python import bound_by, parse


def affected(exercise: Exercise, overlay: Path) -> Collection[str]:
    """Return the tasks that a file laid over the solution can change; the others are the solution's own."""
    body = parse(overlay).body
    if not all(_only_binds(statement) or _is_text(statement) for statement in body):
        return [task.name for task in exercise.tasks]
    return exercise.affected_by([name for statement in body for name in bound_by(statement)])


def _only_binds(statement: ast.stmt) -> bool:
    """Whether a statement gives names a meaning, and can do nothing else, such as change what has a name already."""
    if isinstance(statement, ast.Assign):
        return all(isinstance(target, ast.Name) for target in statement.targets)
    return isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom)


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
