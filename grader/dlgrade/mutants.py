"""Wrong versions of a solution made by machine: one operator, term, axis, constant or cast changed at a time.

Only what students write is changed, which is what stands between the solution markers; an error's message is free.
"""

import ast
import copy
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec

from dlgrade.course import Exercise
from dlgrade.errors import CourseError
from dlgrade.stubs import BEGIN, END

_SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.MatMult: ast.Mult,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.FloorDiv: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
_NAMES = {"max": "min", "min": "max", "maximum": "minimum", "minimum": "maximum", "sum": "mean", "mean": "sum"}
_CASTS = ("astype", "_floating", "asarray", "array", "abs", "exp", "log", "sqrt", "transpose", "copy")


@dataclass(frozen=True)
class Mutant:
    """One changed solution: the task that changed, where, and how."""

    task: str
    line: int
    change: str
    source: str

    def __str__(self) -> str:
        return f"{self.task}, line {self.line}: {self.change}"


class Equivalent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change that makes no difference, and why."""

    task: str
    change: str
    why: str


class _Equivalents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    equivalent: list[Equivalent] = []


def equivalents(exercise: Exercise) -> list[Equivalent]:
    """Read an exercise's equivalents.toml; CourseError with the file if it is malformed."""
    path = exercise.folder / "equivalents.toml"
    if not path.exists():
        return []
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), _Equivalents).equivalent
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise CourseError(f"{path}: {error}") from None


def mutants(exercise: Exercise) -> list[Mutant]:
    """Return every mutant of an exercise's solution, in the order of its lines."""
    text = exercise.solution.read_text("utf-8")
    inside = _solution_lines(text)
    tree = ast.parse(text)
    made: list[Mutant] = []
    seen = {ast.unparse(tree)}
    messages = {id(part) for node in ast.walk(tree) if isinstance(node, ast.Raise) for part in ast.walk(node)}
    for place, node in enumerate(ast.walk(tree)):
        line = getattr(node, "lineno", 0)
        if line not in inside or id(node) in messages:
            continue
        for number in range(len(_changes(node))):
            changed = copy.deepcopy(tree)
            target = next(each for index, each in enumerate(ast.walk(changed)) if index == place)
            before = ast.unparse(target)
            replacement = _changes(target)[number]()
            whole = _Replace(target, replacement).visit(changed)
            source = ast.unparse(ast.fix_missing_locations(whole))
            if source not in seen:
                seen.add(source)
                after = ast.unparse(replacement) if replacement is not None else "nothing"
                change = " ".join(f"`{before}` becomes `{after}`".split())
                made.append(Mutant(_task_of(tree, line), line, change, source))
    return sorted(made, key=lambda mutant: mutant.line)


class _Replace(ast.NodeTransformer):
    """Put one node in the place of another; None leaves `pass` in the place of a statement."""

    def __init__(self, target: ast.AST, replacement: ast.AST | None):
        self._target, self._replacement = target, replacement

    def visit(self, node: ast.AST) -> Any:
        if node is self._target:
            return self._replacement if self._replacement is not None else ast.Pass()
        return self.generic_visit(node)


def _changes(node: ast.AST) -> list[Callable[[], ast.AST | None]]:
    """Return makers of what may stand in a node's place; each works on the node it was asked for."""
    return list(_makers(node))


def _makers(node: ast.AST) -> Iterator[Callable[[], ast.AST | None]]:
    if isinstance(node, ast.BinOp):
        if type(node.op) in _SWAPPED:
            yield lambda: ast.BinOp(node.left, _SWAPPED[type(node.op)](), node.right)  # type: ignore[arg-type]
        yield lambda: node.left
        yield lambda: node.right
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
        yield lambda: node.operand
    elif isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _SWAPPED:
        yield lambda: ast.Compare(node.left, [_SWAPPED[type(node.ops[0])]()], node.comparators)  # type: ignore[list-item]
    elif isinstance(node, ast.BoolOp):
        yield lambda: ast.BoolOp(_SWAPPED[type(node.op)](), node.values)  # type: ignore[arg-type]
        yield from (partial(_same, value) for value in node.values)
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield lambda: node.value
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.AugAssign):
        yield lambda: ast.Assign([node.target], node.value)
        if type(node.op) in _SWAPPED:
            yield lambda: ast.AugAssign(node.target, _SWAPPED[type(node.op)](), node.value)  # type: ignore[arg-type]
        yield lambda: None
    elif isinstance(node, ast.If) and all(isinstance(each, ast.Raise) for each in node.body):
        yield lambda: None


def _constants(node: ast.Constant) -> Iterator[Callable[[], ast.AST]]:
    if isinstance(node.value, bool):
        yield lambda: ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield lambda: ast.Constant(node.value + 1)  # type: ignore[operator]
        if node.value:
            yield lambda: ast.Constant(0.0 if isinstance(node.value, float) else 0)


def _calls(node: ast.Call) -> Iterator[Callable[[], ast.AST]]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    method = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") != "np"
    if name in _NAMES and isinstance(node.func, ast.Attribute):
        yield lambda: ast.Call(ast.Attribute(node.func.value, _NAMES[name], ast.Load()), node.args, node.keywords)  # type: ignore[attr-defined]
    if name in _CASTS and method:
        yield lambda: node.func.value  # type: ignore[attr-defined]
    elif name in _CASTS and node.args:
        yield lambda: node.args[0]
    if name == "where" and len(node.args) == 3:
        yield lambda: ast.Call(node.func, [node.args[0], node.args[2], node.args[1]], [])
    for place, keyword in enumerate(node.keywords):
        others = node.keywords[:place] + node.keywords[place + 1 :]
        if keyword.arg in ("axis", "keepdims"):
            yield partial(ast.Call, node.func, node.args, others)


def _same(node: ast.AST) -> ast.AST:
    return node


def _solution_lines(text: str) -> set[int]:
    lines: set[int] = set()
    opened = False
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() in (BEGIN, END):
            opened = line.strip() == BEGIN
        elif opened:
            lines.add(number)
    return lines


def _task_of(tree: ast.Module, line: int) -> str:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.lineno <= line <= (node.end_lineno or 0):
            return node.name
    return "the module"
