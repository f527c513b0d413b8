"""What formgrader looks for on the disk: `source/<exercise>/`, and a notebook for each graded submission.

Without them it lists no assignment, shows 0 for every submission, and lets nobody mark anything by hand.
"""

import contextlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dlgrade.classroom import Classroom, Standing
from dlgrade.classroom.nbgrader import CONFIG, nbgrader_config
from dlgrade.classroom.records import refused, whole
from dlgrade.errors import SubmissionError
from dlgrade.gradebook.wanted import Wanted, fitting
from dlgrade.protocol.text import legible, one_line
from dlgrade.student.notebooks import SUFFIX, code_cells
from dlgrade.student.submission import read_bytes

_SOURCE, _GRADED = "source", "autograded"  # nbgrader's names
_OURS = "dlgrade"  # the key in a notebook's metadata that says whose it is
_PUNCTUATION = re.compile(r"[^\w\s]|_")
_LIMIT = 1 << 18  # bytes of a submission's source that a page shows


def write_config(classroom: Classroom) -> None:
    """Write nbgrader's settings where a class has none."""
    path = classroom.root / CONFIG
    try:
        if not path.exists():
            whole(path, nbgrader_config().encode())
    except OSError as error:
        raise refused(path, error) from None


def write_folders(classroom: Classroom, wanted: Wanted) -> int:
    """Write what is missing or out of date; return the number of notebooks written. Others' notebooks stay."""
    written = 0
    module = classroom.course.exercise(wanted.exercise).module
    path = classroom.root / _SOURCE / wanted.exercise
    try:
        path.mkdir(parents=True, exist_ok=True)
        for student, work in wanted.works.items():
            path = classroom.root / _GRADED / student / wanted.exercise / f"{wanted.notebook}.ipynb"
            text = msgspec.json.format(msgspec.json.encode(_notebook(work.standing, wanted, module)), indent=1) + b"\n"
            held = _read(path)
            if held != text and _is_ours(held):
                path.parent.mkdir(parents=True, exist_ok=True)
                whole(path, text)
                written += 1
    except OSError as error:
        raise refused(path, error) from None
    return written


def _read(path: Path) -> bytes | None:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        return path.read_bytes()
    return None


def _is_ours(held: bytes | None) -> bool:
    if held is None:
        return True
    with contextlib.suppress(ValueError, AttributeError):
        return _OURS in json.loads(held).get("metadata", {})
    return False


def _notebook(standing: Standing, wanted: Wanted, module: str) -> dict[str, Any]:
    """Return a submission as a notebook: what counts, the code, and a cell to mark for each check."""
    return {
        "cells": list(_cells(standing, wanted, module)),
        "metadata": {
            _OURS: {"made": "by `dlgrade gradebook`, which writes it anew"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cells(standing: Standing, wanted: Wanted, module: str) -> Iterator[dict[str, Any]]:
    facts = [f"# {wanted.exercise}: {_safe(standing.student)}", *(f"- {_safe(why)}" for why in standing.why)]
    yield _cell("markdown", "dlgrade-facts", "\n".join(facts))
    yield {**_cell("code", "dlgrade-code", _code(standing, module)), "execution_count": None, "outputs": []}
    known = {fitting(check.id): check for check in standing.result.checks} if standing.result else {}
    for place, name in enumerate(wanted.checks):
        check = known.get(name)
        said = f": {_safe(check.title)} ({check.outcome.replace('_', ' ')})" if check else ""
        marked = {"grade": True, "solution": True, "locked": False, "task": False, "schema_version": 3}
        cell = _cell("markdown", f"dlgrade-{place}", f"**{_safe(name)}**{said}")
        cell["metadata"] = {"nbgrader": marked | {"grade_id": name, "points": wanted.checks[name]}}
        yield cell


def _cell(kind: str, key: str, source: str) -> dict[str, Any]:
    return {"cell_type": kind, "id": key, "metadata": {}, "source": source}


def _code(standing: Standing, module: str) -> str:
    if standing.attempt is None:
        return ""
    path = standing.attempt.folder / module
    notebook = path.with_suffix(SUFFIX)
    try:
        if notebook.exists() and not path.exists():
            cells = [
                f"# {one_line(each.label)}\n{each.source}" for each in code_cells(read_bytes(notebook), notebook.name)
            ]
            return legible("\n\n".join(cells)[:_LIMIT].replace("\t", "    "))
        if path.is_symlink() or not path.is_file():
            return f"# {module} is not there"
        with path.open("rb") as file:
            return legible(file.read(_LIMIT).decode("utf-8", "replace").replace("\r\n", "\n").replace("\t", "    "))
    except (OSError, SubmissionError):
        return f"# {module} cannot be read"


def _safe(text: str) -> str:
    """Return a text that Markdown shows as it stands: every punctuation mark is written by its number."""
    return _PUNCTUATION.sub(lambda found: f"&#{ord(found[0])};", one_line(text))
