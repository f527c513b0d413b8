"""Cut what a kit shows of a check file and its probes: no hidden check, and nothing that only hidden checks use."""

import ast
import re
from collections.abc import Collection, Iterable
from pathlib import Path

from dlgrade.course import bound_by
from dlgrade.errors import CourseError

_WORD = re.compile(r"\w+")
_FIXTURE = "fixture"
_PLACES = "#:"


def checks(text: str, path: Path, hidden: Collection[str]) -> str:
    """Return a check file without some of its functions, and without what nothing else uses.

    hidden: names of functions; CourseError if a function's checks are hidden in part only
    """
    tree = ast.parse(text, str(path))
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    if missing := sorted(set(hidden) - defined):
        raise CourseError(f"{path}: {missing[0]} is hidden, and is not defined at the top of the file: define it there")
    roots = [node for node in tree.body if _is_root(node) and not (set(bound_by(node)) & set(hidden))]
    return _kept(text, tree, _reached(tree, roots), hidden)


def probes(text: str, users: str) -> str:
    """Return the probes that a check file mentions, and what these use."""
    tree = ast.parse(text)
    words = set(_WORD.findall(users))
    roots = [node for node in tree.body if _is_import(node) or set(bound_by(node)) & words]
    return _kept(text, tree, _reached(tree, roots), ())


def translations(text: str, hidden: Collection[str]) -> str:
    """Return a catalogue without what only hidden checks say; its places, `#: check_x.py:test_y`, tell which."""
    kept = []
    for entry in re.split(r"\n{2,}", text.strip()):
        wanted: list[str] = []
        places = 0
        for line in entry.splitlines():
            found = line.removeprefix(_PLACES).split() if line.startswith(_PLACES) else []
            left = [place for place in found if place.rpartition(":")[2].partition("[")[0] not in hidden]
            places += bool(found)
            wanted += [line] if not found else [f"{_PLACES} {' '.join(left)}"] if left else []
        if not places or any(line.startswith(_PLACES) for line in wanted):
            kept.append("\n".join(wanted))
    return "\n\n".join(kept) + "\n"


def _is_root(node: ast.stmt) -> bool:
    """Whether a statement is wanted for itself: a check, a fixture, an import, or something that does not only bind."""
    if isinstance(node, ast.FunctionDef):
        decorated = {_WORD.findall(ast.unparse(each).partition("(")[0])[-1] for each in node.decorator_list}
        return node.name.startswith("test_") or _FIXTURE in decorated
    return _is_import(node) or not bound_by(node)


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _reached(tree: ast.Module, roots: Iterable[ast.stmt]) -> set[ast.stmt]:
    """Return the statements that are wanted, and those that give a meaning to a name in them."""
    binding: dict[str, list[ast.stmt]] = {}
    for node in tree.body:
        for name in bound_by(node):
            binding.setdefault(name, []).append(node)
    reached: set[ast.stmt] = set()
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        if node in reached:
            continue
        reached.add(node)
        for each in ast.walk(node):
            names = [each.id] if isinstance(each, ast.Name) else [each.arg] if isinstance(each, ast.arg) else []
            waiting += [other for name in names for other in binding.get(name, [])]
    return reached


def _kept(text: str, tree: ast.Module, reached: Collection[ast.stmt], hidden: Collection[str]) -> str:
    """Return the text without the lines of what is not reached, and without the comments right above them."""
    lines = text.splitlines()
    gone: set[int] = set()
    for node in tree.body:
        if node in reached and not (isinstance(node, ast.FunctionDef) and node.name in hidden):
            continue
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
        while first > 1 and lines[first - 2].startswith("#"):
            first -= 1
        gone |= set(range(first, (node.end_lineno or node.lineno) + 1))
    kept = [line for number, line in enumerate(lines, start=1) if number not in gone]
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(kept)).rstrip() + "\n"
