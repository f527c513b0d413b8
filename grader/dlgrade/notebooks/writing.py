"""Notebooks as files: the same bytes from the same course, wherever they are made.

They are made where they are wanted and not kept in `exercises/`: nothing is in them that `solutions/` do not say, and a
repository that held both would hold every README and every stub twice, the second time as JSON.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dlgrade.classroom.records import refused, whole
from dlgrade.course import Course, Exercise
from dlgrade.errors import CourseError, DlgradeError, UsageError
from dlgrade.notebooks.pieces import Piece, pieces

if TYPE_CHECKING:
    from nbformat import NotebookNode

_PICTURES = (".svg", ".png")
_FORMAT = {"extension": ".py", "format_name": "percent", "comment_magics": False}
_INSTALL = "notebooks are made with jupytext, which is not here: pip install 'dlgrade[notebooks]'"


def write_notebooks(course: Course, folder: Path, *, source: bool = False) -> list[Path]:
    """Write `<slug>/<topic>.ipynb` for every exercise, with its pictures; return what was not as it should be.

    source: as nbgrader's `source/` has them. UsageError if the folder is the course's own.
    """
    if folder.resolve().is_relative_to(course.root / "exercises"):
        raise UsageError(f"{folder}: is written by `dlgrade sync`: name a folder of your own for the notebooks")
    written = []
    for exercise in course.exercises:
        files = {f"{exercise.topic}.ipynb": notebook(course, exercise, source=source)}
        files |= {
            each.name: each.read_bytes() for each in sorted(exercise.folder.iterdir()) if each.suffix in _PICTURES
        }
        for name, content in files.items():
            path = folder / exercise.slug / name
            try:
                if not path.exists() or path.read_bytes() != content:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    whole(path, content, durable=False)
                    written.append(path)
            except OSError as error:
                raise refused(path, error) from None
    return written


def notebook(course: Course, exercise: Exercise, *, source: bool = False) -> bytes:
    """Return an exercise's notebook."""
    try:
        import jupytext
        import nbformat
    except ImportError as error:
        raise DlgradeError(f"{_INSTALL} ({error})") from None
    wanted = pieces(course, exercise, source=source)
    made = jupytext.reads("\n\n".join(_percent(each) for each in wanted) + "\n", fmt=_FORMAT)
    _name(made, wanted, exercise)
    made.metadata = nbformat.from_dict(
        {
            "dlgrade": {"exercise": exercise.slug},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    made.nbformat, made.nbformat_minor = 4, 5
    nbformat.validate(made)
    text: str = nbformat.writes(made)
    return (text.rstrip("\n") + "\n").encode()


def _percent(piece: Piece) -> str:
    """Return a cell as jupytext's percent script has it."""
    mark = f" nbgrader={msgspec.json.encode(piece.nbgrader).decode()}" if piece.nbgrader else ""
    if piece.kind == "code":
        return f"# %%{mark}\n{piece.text}"
    lines = [f"# {line}".rstrip() for line in piece.text.split("\n")]
    return "\n".join([f"# %% [markdown]{mark}", *lines])


def _name(made: "NotebookNode", wanted: Sequence[Piece], exercise: Exercise) -> None:
    """Give cells their ids; CourseError if a line of the solution was taken for the beginning of another cell."""
    for cell, piece in zip(made.cells, wanted, strict=False):
        if (cell.cell_type, cell.source) != (piece.kind, piece.text):
            raise CourseError(f"{exercise.solution}: {piece.id} cannot be a cell: begin no comment in it with # %%")
        cell.id = piece.id
        cell.metadata.pop("lines_to_next_cell", None)  # jupytext's, for the way back
