"""Arrays as lines of aligned numbers: wrong ones marked, the middle of long axes left out, the worst place kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from rich.text import Text

Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]
MARK = "*"  # behind a wrong number
_ROWS = 8  # of a table, before its middle is left out
_WHOLE = 1e6  # whole numbers below are written without digits
_DIGITS = (4, 6, 8, 10, 12, 15)  # behind the point; more only where two numbers that differ would look alike
_TINY = 1e-2  # where no number is larger, all are written with exponents
_EXPONENT = 100  # added to a number of digits: with an exponent
_GAP = "  "


def described(array: Array) -> str:
    """Return dtype and shape, `float64 (2, 3)`."""
    return f"{array.dtype} {array.shape}" if array.ndim else str(array.dtype)


def plane(index: Sequence[int], array: Array) -> tuple[int, ...]:
    """Return the leading part of an index, which picks a table out of an array of more than two axes."""
    leading = array.shape[:-2]
    return tuple(min(place, length - 1) for place, length in zip((*index, *[0] * len(leading)), leading, strict=False))


@dataclass(frozen=True)
class Table:
    """Numbers in rows and columns, as texts of one width, and which of them are wrong."""

    cells: list[list[str]]
    wrong: Mask

    @classmethod
    def of(cls, array: Array, digits: int, wrong: Mask | None = None) -> "Table":
        """Write a number, a row or a table with so many digits behind the point; -1 for whole numbers."""
        flat = np.atleast_2d(array)
        marks = np.zeros(flat.shape, bool) if wrong is None else np.atleast_2d(wrong)
        return cls([[_written(value, digits) for value in row] for row in flat], marks)

    @property
    def width(self) -> int:
        """Columns of the screen for one number, its mark's place included."""
        return max((len(cell) for row in self.cells for cell in row), default=0) + 1

    def line(self, row: int, columns: Sequence[int], width: int, dots: str) -> Text:
        """Return a row as text, with dots where columns are left out."""
        line, before = Text(), -1
        for column in columns:
            if column > before + 1:
                line.append(_GAP + dots, style="dim")
            is_wrong = bool(self.wrong[row, column])
            cell = self.cells[row][column] + (MARK if is_wrong else " ")
            line.append(" " * (len(_GAP) - 1) + cell.rjust(width), style="bold red" if is_wrong else "")
            before = column
        return line


def digits_of(*arrays: Array, wrong: Mask | None = None) -> int:
    """Return how many digits behind the point tell what is to be told; -1 where all numbers are whole.

    So many and 100 mean that numbers are written with an exponent.
    """
    numbers = [array[np.isfinite(array)] for array in arrays if array.dtype.kind == "f"]
    if all(np.all(each == np.round(each)) and np.max(np.abs(each), initial=0) < _WHOLE for each in numbers):
        return -1
    largest = max((float(np.max(np.abs(each), initial=0)) for each in numbers), default=0.0)
    form = 0 if _TINY <= largest < _WHOLE else _EXPONENT
    if wrong is None or len(arrays) != 2 or not wrong.any():
        return _DIGITS[0] + form
    left, right = (array[wrong] for array in arrays)
    for digits in (each + form for each in _DIGITS):
        if all(_written(a, digits) != _written(b, digits) for a, b in zip(left, right, strict=True)):
            break
    return digits


def kept(length: int, limit: int, worst: int = 0) -> list[int]:
    """Return the places of an axis that are shown: its ends, and the worst place wherever it is."""
    if length <= limit:
        return list(range(length))
    head = max((limit - 1) // 2, 1)
    tail = max(limit - 1 - head, 1)
    found = {*range(head), *range(length - tail, length)}
    return sorted(found | {worst} if worst not in found else found | {min(head, length - 1)})


def rows_kept(table: Array, worst: Sequence[int]) -> list[int]:
    """Return the rows of a table that are shown."""
    return kept(np.atleast_2d(table).shape[0], _ROWS, worst[-2] if len(worst) > 1 else 0)


def columns_kept(table: Array, worst: Sequence[int], width: int, room: int) -> list[int]:
    """Return the columns of a table that fit a room, in columns of the screen."""
    length = np.atleast_2d(table).shape[1]
    cell = width + len(_GAP) - 1
    if length * cell <= room:
        return list(range(length))
    return kept(length, max((room - 2 * (len(_GAP) + 3)) // cell, 2), worst[-1] if worst else 0)


def _written(value: Any, digits: int) -> str:
    if isinstance(value, np.bool_ | np.integer):
        return str(value)
    number = float(value)
    if not np.isfinite(number):
        return str(number)
    if digits < 0:
        return f"{number:.0f}"
    return f"{number:.{digits - _EXPONENT - 1}e}" if digits >= _EXPONENT else f"{number:.{digits}f}"
