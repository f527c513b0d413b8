"""Make a module of a notebook: what students define in it, without what they tried out in between.

Taken are functions, classes, what they may import, and the assignments that any of these need; so a notebook of plots
and experiments is as good as a module. Every cell of which something is taken keeps its lines, behind a line that says
which cell it is, so that a place in the module can be told as a place in the notebook.
"""

import builtins
import re
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from dlgrade.errors import SubmissionError
from dlgrade.student.magics import as_python
from dlgrade.student.notebooks import SUFFIX, Cell
from dlgrade.student.statements import Statement, UnreadableCell, statements

_MARK = "#:: "  # begins the line that names a cell; no line of a cell begins so
STAND_IN = "(*_, **__): raise SyntaxError("  # in the line of a function whose cell does not compile
_DEFINED = re.compile(r"(?:async\s+)?(?:def|class)\s+(\w+)")
_GIVEN = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__"}
_ALLOWED = frozenset(sys.stdlib_module_names) | {"numpy"}
_FUTURE = "__future__"
_SILENT = ("dlgrade", "IPython", "jupyter", "ipywidgets", _FUTURE)  # modules that nobody misses
_STATEMENTS_LIMIT = 10_000  # at the left margin; an exercise has a few hundred
_NAMED = 6  # cells or modules that a note lists


@dataclass
class Extraction:
    """The text of a module, and what its author should know about it."""

    text: str
    notes: list[str] = field(default_factory=list)


def extract(
    cells: Sequence[Cell], name: str, *, wanted: Collection[str] = (), modules: Collection[str] = ()
) -> Extraction:
    """Make a module of cells.

    wanted:  names that the exercise asks for, taken however they are made
    modules: what may be imported besides NumPy and the standard library: the student's own files, earlier exercises
    """
    lines = [as_python(cell.source) if not cell.is_test else [] for cell in cells]
    found: list[Statement] = []
    broken: dict[int, UnreadableCell] = {}
    for place, each in enumerate(lines):
        try:
            found += statements(place, each)
        except UnreadableCell as error:
            broken[place] = error
    if len(found) > _STATEMENTS_LIMIT:
        raise SubmissionError(f"{name} holds more than {_STATEMENTS_LIMIT:,} statements: leave those that are yours")
    choice = _Choice(found, frozenset(wanted), _ALLOWED | frozenset(modules))
    by_cell: dict[int, list[Statement]] = {}
    for statement in choice.kept:
        by_cell.setdefault(statement.cell, []).append(statement)
    pieces = [_head(found, name)]
    for place, cell in enumerate(cells):
        kept = by_cell.get(place, [])
        body = _stand_ins(lines[place], broken[place]) if place in broken else _only(lines[place], kept)
        if any(body):
            pieces += [_MARK + cell.label, *body]
    text = "\n".join(pieces).rstrip() + "\n"
    return Extraction(text, _notes(cells, choice, broken, name))


def located(text: str, line: int) -> tuple[str, int]:
    """Return the cell that a line of an extracted module comes from, and its line in there; empty if from none."""
    lines = text.split("\n")[: max(line, 0)]
    for place in range(len(lines) - 1, -1, -1):
        if lines[place].startswith(_MARK):
            return lines[place].removeprefix(_MARK), line - place - 1
    return "", line


class _Choice:
    """Which statements are taken."""

    def __init__(self, found: list[Statement], wanted: frozenset[str], allowed: frozenset[str]):
        self.modules = list(dict.fromkeys(m for each in found for m in each.modules if m not in allowed))
        allowed |= {_FUTURE}
        self._wanted = wanted
        sound = [each for each in found if each.kind == "definition" or allowed.issuperset(each.modules)]
        there = {name for each in sound for name in each.binds}
        barred = [each for each in found if each.kind != "definition" and not allowed.issuperset(each.modules)]
        self._absent = {name for each in barred for name in each.binds} - there
        self._imported = {name for each in sound if each.kind == "import" for name in each.binds}
        self._needed = self._all_needed(sound)
        given = set(_GIVEN) | {n for each in sound if each.kind in ("definition", "import") for n in each.binds}
        self.kept: list[Statement] = []
        self.experiments: list[Statement] = []
        for each in sound:
            taken = self._is_taken(each, given)
            if taken or each.kind != "text":
                (self.kept if taken else self.experiments).append(each)
            given |= each.binds if taken else set()

    def _is_taken(self, each: Statement, given: set[str]) -> bool:
        if each.kind in ("definition", "import"):
            return True
        if each.kind in ("experiment", "text") or each.reads & self._absent:
            return False
        if self._makes(each) & self._needed:
            return True
        return each.kind == "assignment" and not each.works and not each.touches and each.reads <= given

    def _makes(self, each: Statement) -> set[str]:
        """Return the names that a statement has a part in; what is stored in a module that is imported is not ours."""
        return each.binds | (each.touches - self._imported)

    def _all_needed(self, sound: list[Statement]) -> set[str]:
        """Return the names that definitions need in the end; a helper that draws with a library needs nothing here."""
        usable = [each for each in sound if each.kind != "experiment" and not each.reads & self._absent]
        makers: dict[str, list[Statement]] = {}
        for each in usable:
            for name in self._makes(each):
                makers.setdefault(name, []).append(each)
        waiting = {*self._wanted, *(name for each in usable if each.kind == "definition" for name in each.binds)}
        needed: set[str] = set()
        while waiting:
            needed |= waiting
            using = [each for name in waiting for each in makers.pop(name, [])]
            waiting = {name for each in using for name in each.reads} - needed
        return needed


def _head(found: Sequence[Statement], name: str) -> str:
    future = any(_FUTURE in each.modules for each in found)
    return "from __future__ import annotations" if future else f"# {name}, as the grader reads it"


def _only(lines: Sequence[str], kept: Sequence[Statement]) -> list[str]:
    """Return the lines of what is kept, and empty ones for all else."""
    wanted = {line for each in kept if _FUTURE not in each.modules for line in range(each.first, each.last + 1)}
    return [line if place in wanted else "" for place, line in enumerate(_plain(lines))]


def _plain(lines: Sequence[str]) -> list[str]:
    return [line.replace(_MARK.strip(), "# :", 1) if line.startswith(_MARK.strip()) else line for line in lines]


def _stand_ins(lines: Sequence[str], error: UnreadableCell) -> list[str]:
    """Return functions that raise the cell's syntax error, in the lines where it would have defined something."""
    said = f"{error.why} (line {error.line} of this cell)" if error.line else error.why
    names = [_DEFINED.match(line) for line in lines]
    return [f"def {each[1]}{STAND_IN}{said!r})" if each else "" for each in names]


def _notes(cells: Sequence[Cell], choice: _Choice, broken: dict[int, UnreadableCell], name: str) -> list[str]:
    notes = []
    for place, error in broken.items():
        where = f", line {error.line}" if error.line else ""
        notes.append(f"{name}, {cells[place].label}{where}: does not compile: {error.why}; the other cells are judged")
    modules = [each for each in choice.modules if each not in _SILENT]
    if modules:
        notes.append(f"{name}: not available to the grader, so that what needs it is left out: {_some(modules)}")
    left = list(dict.fromkeys(cells[each.cell].label for each in choice.experiments))
    if left:
        notes.append(f"{name}: taken is what it defines; what it tries out is left out, in {_some(left)}")
    return notes


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def file_name(module: str) -> str:
    """Return the name of a module's notebook."""
    return module + SUFFIX
