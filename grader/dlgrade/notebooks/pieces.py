"""What an exercise's notebook is made of, in order: README, what is given, and for each task its stub and its test."""

import ast
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dlgrade.course import Course, Exercise
from dlgrade.grade import checks_of
from dlgrade.stubs import BEGIN, END, PLACEHOLDER, cut

TEST = "test-"  # before a task's name: nbgrader's name of the cell that is worth its points
_WIDTH = 64  # characters of a cell's id, by nbformat
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"  # nbgrader's markers
_HOW = (
    "## How this notebook works\n\n"
    "- Write your code where it says `raise NotImplementedError`, run the cell, then the `%check` cell below it: it "
    "says what is wrong, and what to do about it. `%check` alone judges everything.\n"
    "- Judged is what the cells define: functions and classes, and what these need. Try out and plot as you like in "
    "cells of your own: that is left out. NumPy and Python's standard library may be imported.{earlier}\n"
    "- `dlgrade check {topic}.ipynb` does the same in a terminal. Hand in this file: `{topic}.ipynb`."
)
_EARLIER = (
    "\n- Earlier exercises are imported by name, as in `{example}`. Once `%load_ext dlgrade` has run, that takes your "
    "own `{module}.ipynb` or `{module}.py`, which lies beside this notebook or in `../{slug}/`."
)


@dataclass(frozen=True)
class Piece:
    """One cell: its id, its kind, its text, and nbgrader's metadata if it has any."""

    id: str
    kind: str
    text: str
    nbgrader: dict[str, Any] | None = None


def pieces(course: Course, exercise: Exercise, *, source: bool) -> list[Piece]:
    """Return an exercise's cells.

    source: as nbgrader's `source/` has them, with the markers of what it takes out; else as students get them
    """
    worth = points_of(exercise)
    stub = cut(exercise.solution.read_text("utf-8"), exercise.solution)
    tree = ast.parse(stub)
    found = [*_readme(exercise), Piece("how", "markdown", _how(course, exercise, tree)), *_docstring(tree)]
    given: list[str] = ["%load_ext dlgrade", ""]
    number = 0
    for node, text in _blocks(tree, stub):
        if not (isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")):
            given.append(text)
            continue
        if given:
            number += 1
            found.append(Piece(f"given-{number}", "code", _joined(given)))
            given = []
        found += _task(node, text.strip("\n"), worth.get(node.name, 0.0), source=source)
    return found + ([Piece(f"given-{number + 1}", "code", _joined(given))] if given else [])


def points_of(exercise: Exercise) -> dict[str, float]:
    """Return what each task is worth, in the module's order."""
    worth = dict.fromkeys((task.name for task in exercise.tasks), 0.0)
    for check in checks_of(exercise):
        if check.task in worth and not check.built_on:
            worth[check.task] += check.points
    return {task: points for task, points in worth.items() if points}


def cell_id(name: str) -> str:
    """Return a name as nbformat and nbgrader allow it; one that is not ends in a digest, so that it stays itself."""
    if _PLAIN.fullmatch(name) and len(name) <= _WIDTH:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:12]
    return f"{''.join(_PLAIN.findall(name))[: _WIDTH - len(digest) - 1]}-{digest}"


def _readme(exercise: Exercise) -> Iterator[Piece]:
    """Return the README, a cell for each section."""
    sections: list[list[str]] = [[]]
    fenced = False
    for line in (exercise.folder / "README.md").read_text("utf-8").splitlines():
        fenced ^= line.startswith("```")
        if line.startswith("## ") and not fenced:
            sections.append([])
        sections[-1].append(line.rstrip())
    for number, lines in enumerate(sections):
        if text := "\n".join(lines).strip():
            yield Piece(f"readme-{number}", "markdown", text)


def _how(course: Course, exercise: Exercise, tree: ast.Module) -> str:
    slugs = {each.topic: each.slug for each in course.exercises}
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module in slugs]
    earlier = ""
    if imports:
        module = str(imports[0].module)
        earlier = _EARLIER.format(example=ast.unparse(imports[0]), module=module, slug=slugs[module])
    return _HOW.format(topic=exercise.topic, earlier=earlier)


def _docstring(tree: ast.Module) -> Iterator[Piece]:
    title, _, rest = (ast.get_docstring(tree) or "").partition("\n")
    if rest.strip():
        yield Piece("module", "markdown", f"## {title.strip()}\n\n```text\n{rest.strip()}\n```")


def _blocks(tree: ast.Module, stub: str) -> Iterator[tuple[ast.stmt, str]]:
    """Return the module's statements with their texts, the comments above each included; the docstring is left out."""
    lines = stub.split("\n")
    start = 0
    for node in tree.body:
        end = node.end_lineno or node.lineno
        text = "\n".join(lines[start:end])
        if not (start == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            yield node, text
        start = end


def _joined(texts: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(texts)).strip("\n")


def _task(node: ast.FunctionDef | ast.ClassDef, text: str, points: float, *, source: bool) -> Iterator[Piece]:
    name = node.name
    said = (ast.get_docstring(node) or "").partition("\n")[0]
    yield Piece(cell_id(f"about-{name}"), "markdown", f"## {name}\n\n{said}".strip())
    yield Piece(cell_id(name), "code", _marked(text) if source else text, _nbgrader(name, solution=True))
    if points:
        test = f"%check {name}"
        text = f"{test}\n{_HIDDEN.format(f'%check --points {name}')}" if source else test
        yield Piece(cell_id(TEST + name), "code", text, _nbgrader(TEST + name, points=points))


def _marked(text: str) -> str:
    """Put nbgrader's markers around what students replace."""
    lines = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        lines += [indent + BEGIN, line, indent + END] if line.strip() == PLACEHOLDER else [line]
    return "\n".join(lines)


def _nbgrader(name: str, *, solution: bool = False, points: float = 0.0) -> dict[str, Any]:
    mark = {"grade": not solution, "grade_id": cell_id(name), "locked": not solution, "schema_version": 3}
    return {**mark, "solution": solution, "task": False} | ({} if solution else {"points": points})
