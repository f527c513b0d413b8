"""Imports of earlier exercises in a live notebook: a module or a notebook, beside it or in the exercise's folder.

It is the student's own code in the student's own kernel; the grader finds the same files by itself, and never these
modules.
"""

import importlib.abc
import importlib.machinery
import importlib.util
import linecache
import re
import sys
import types
from collections.abc import Iterator, Sequence
from pathlib import Path

from dlgrade.student.extraction import extract
from dlgrade.student.notebooks import SUFFIX, code_cells
from dlgrade.student.submission import read_bytes

_NUMBERED = re.compile(r"\d\d_(\w+)")  # an exercise's folder


class EarlierNotebooks(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds what Python's own finders do not: notebooks, and modules in the folders of other exercises."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: types.ModuleType | None = None,  # noqa: ARG002
    ) -> importlib.machinery.ModuleSpec | None:
        """Find a module that is named like an exercise's topic, or like a notebook here."""
        for place in _places(fullname) if path is None and fullname.isidentifier() else []:
            if place.suffix == SUFFIX and place.is_file():
                return importlib.util.spec_from_file_location(fullname, place, loader=self)
            if place.is_file():
                return importlib.util.spec_from_file_location(fullname, place)
        return None

    def exec_module(self, module: types.ModuleType) -> None:
        """Run what a notebook defines; a cell that does not compile raises when its function is called."""
        path = Path(str(module.__file__))
        text = extract(code_cells(read_bytes(path), path.name), path.name, modules=_topics()).text
        linecache.cache[str(path)] = (len(text), None, text.splitlines(True), str(path))
        exec(compile(text, str(path), "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - as any import


def _places(name: str) -> Iterator[Path]:
    here = Path.cwd()
    yield here / f"{name}{SUFFIX}"
    for folder in _folders():
        if folder.name.partition("_")[2] == name:
            yield folder / f"{name}.py"
            yield folder / f"{name}{SUFFIX}"


def _topics() -> set[str]:
    beside = {path.stem for path in Path.cwd().iterdir() if path.suffix in (".py", SUFFIX)}
    return beside | {folder.name.partition("_")[2] for folder in _folders()} | set(sys.modules)


def _folders() -> list[Path]:
    return [folder for folder in sorted(Path.cwd().parent.glob("[0-9][0-9]_*")) if _NUMBERED.fullmatch(folder.name)]
