"""What the checks of a task come to use of a submission: decided by the check file, and by what was collected of it."""

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence

from dlgrade.course import Exercise, bound_by, parse
from dlgrade.pytest_plugin import CheckInfo

PROBES = "probes"  # the name by which checks reach what runs beside the submission
_SUFFIX = "_backward"  # a gradient's diagnosis asks the forward as well
Uses = Mapping[str, frozenset[str]]  # task, or the earlier exercise whose work is judged -> names


def uses(exercise: Exercise, checks: Sequence[CheckInfo]) -> Uses:
    """Return the names that each task's checks use: in their helpers, and in the checks that they need, too.

    A check that is parametrized by task is needed as a whole, with all of its tasks.
    """
    mentioned = _mentioned(parse(exercise.checks).body)
    needs = {info.name: set(info.needs) for info in checks}
    judged: dict[str, set[str]] = {}
    for info in checks:
        judged.setdefault(info.name, set()).update((info.task, info.task.removesuffix(_SUFFIX), *info.provides))
    used: dict[str, set[str]] = {}
    for info in checks:
        found = used.setdefault(info.task, {info.task, info.task.removesuffix(_SUFFIX), *info.provides})
        found |= _closure(info.name, mentioned)
        for name in _closure(info.name, needs):
            found |= judged.get(name, set()) | _closure(name, mentioned)
    return {task: frozenset(names) for task, names in used.items()}


def reached(names: Collection[str], used: Uses, exercise: Exercise) -> frozenset[str]:
    """Return the tasks whose checks may answer otherwise when these names of a submission mean something else."""
    through = {PROBES} if set(names) & set(_words(ast.parse(exercise.probes))) else set()
    wanted = {*names, *through}
    return frozenset(task for task, found in used.items() if found & wanted)


def _closure(name: str, graph: Mapping[str, set[str]]) -> set[str]:
    """Return all that a name leads to."""
    found: set[str] = set()
    waiting = {name}
    while waiting:
        waiting = {each for other in waiting for each in graph.get(other, ())} - found
        found |= waiting
    return found


def _mentioned(body: Sequence[ast.stmt]) -> dict[str, set[str]]:
    """Return what each statement of a check file mentions; decorators say what a check is, not what it does."""
    found: dict[str, set[str]] = {}
    for statement in body:
        parts = statement.body if isinstance(statement, ast.FunctionDef) else [statement]
        words = {word for part in parts for word in _words(part)}
        for name in bound_by(statement):
            found.setdefault(name, set()).update(words)
    return found


def _words(node: ast.AST) -> Iterator[str]:
    """Find every name in a piece of code, in a text as well, as getattr takes it."""
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            yield each.id
        elif isinstance(each, ast.Attribute):
            yield each.attr
        elif isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value.isidentifier():
            yield each.value
        elif isinstance(each, ast.alias):
            yield each.name
