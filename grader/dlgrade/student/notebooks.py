"""Read the code of a notebook that nobody has vouched for: JSON and nothing else, no Jupyter on this machine."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dlgrade.errors import SubmissionError
from dlgrade.protocol import one_line

SUFFIX = ".ipynb"
CODE = (".py", SUFFIX)  # the ends of the names of files that students write
FILE_LIMIT = 20 << 20  # bytes: pictures and outputs are in the file, and are not read
CODE_LIMIT = 1 << 20  # characters of code
_CELLS_LIMIT = 2_000
_FORMAT = 4  # nbformat's, since 2015
_ID = re.compile(r"[\w-]{1,80}")
_OURS = "dlgrade"  # the key in a notebook's metadata under which we say what it is for


@dataclass(frozen=True)
class Cell:
    """A cell of code: what people call it, and its lines. A test cell is a grader's, and holds no work."""

    label: str
    source: str
    grade_id: str = ""
    is_test: bool = False


def code_cells(content: bytes, name: str) -> list[Cell]:
    """Return a notebook's cells of code, counted from 1 in the file's order; SubmissionError if it is none."""
    found = []
    total = 0
    for number, cell in enumerate((each for each in _cells(content, name) if each.get("cell_type") == "code"), start=1):
        source = source_of(cell)
        total += len(source)
        if total > CODE_LIMIT:
            raise SubmissionError(
                f"{name} holds more than {CODE_LIMIT >> 20} MB of code: it should hold code, not data"
            )
        grade_id, is_test = _role(cell)
        label = f"cell {number}" + (f" ({grade_id})" if grade_id else "")
        found.append(Cell(label, source, grade_id, is_test))
    return found


def all_cells(content: bytes, name: str) -> list[tuple[str, str, str]]:
    """Return every cell as its type, its text and its grade id; SubmissionError if the file is no notebook."""
    return [(str(cell.get("cell_type"))[:20], source_of(cell), _role(cell)[0]) for cell in _cells(content, name)]


def exercise_of(content: bytes) -> str:
    """Return the exercise that a notebook of ours says it is for; empty if it says nothing, or is no notebook."""
    try:
        found = json.loads(content)["metadata"][_OURS]["exercise"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return found if isinstance(found, str) else ""


def source_of(cell: dict[str, Any]) -> str:
    """Return a cell's text, which is one string or a list of them."""
    source = cell.get("source", "")
    lines = source if isinstance(source, list) else [source]
    text = "".join(line for line in lines if isinstance(line, str))
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()


def _cells(content: bytes, name: str) -> Iterator[dict[str, Any]]:
    try:
        notebook = json.loads(content)
    except (ValueError, RecursionError, MemoryError):
        raise SubmissionError(
            f"{name} is not a notebook: it is no JSON; open it in Jupyter and save it again"
        ) from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        old = isinstance(notebook, dict) and "worksheets" in notebook
        why = f"is older than format {_FORMAT}" if old else "is not a notebook: it has no cells"
        raise SubmissionError(f"{name} {why}: open it in Jupyter and save it again")
    if len(notebook["cells"]) > _CELLS_LIMIT:
        raise SubmissionError(f"{name} holds more than {_CELLS_LIMIT:,} cells: leave those that the exercise needs")
    return (cell for cell in notebook["cells"] if isinstance(cell, dict))


def _role(cell: dict[str, Any]) -> tuple[str, bool]:
    """Return nbgrader's name of a cell, and whether it is one of the grader's tests."""
    metadata = cell.get("metadata")
    mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if not isinstance(mark, dict):
        return "", False
    grade_id = mark.get("grade_id")
    name = grade_id if isinstance(grade_id, str) and _ID.fullmatch(grade_id) else ""
    return one_line(name), mark.get("grade") is True and mark.get("solution") is not True
