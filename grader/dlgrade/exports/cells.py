"""CSV cells that no spreadsheet can take for a formula, and tables of them as bytes."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from dlgrade.protocol import legible

_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,15})?%?")
_FORMULA = "=+-@＝＋－＠\t\r\n"  # some spreadsheets read the wide signs too
_BEHIND_SEMICOLON = re.compile(r"(?<=;)(?=\s*[=+\-@])")  # where a spreadsheet of another language parts cells
_PLACES = 4  # decimals of a grade; Moodle keeps five, Canvas shows two


def number(value: float) -> str:
    """Write a number with no more decimals than it has, and at most four."""
    text = f"{value:.{_PLACES}f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def safe(text: str) -> str:
    """Return a cell of ours that is shown as it is; what could begin a formula gets an apostrophe."""
    shown = legible(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return plain(_BEHIND_SEMICOLON.sub("'", shown) if not _NUMBER.fullmatch(shown) else shown)


def plain(text: str) -> str:
    """Return a cell that is no formula: an apostrophe goes before what would be one, numbers stay numbers."""
    if text in ("", "-") or _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if text[0] in _FORMULA or text.lstrip()[:1] in tuple(_FORMULA) else text


def one_row(text: str) -> str:
    """Return a cell without line ends, for importers that read lines."""
    return " ".join(text.split())


def table(rows: Iterable[Sequence[str]], *, minimal: bool = False, delimiter: str = ",", ends: str = "\r\n") -> bytes:
    """Write rows as UTF-8, none of their cells a formula; all in quotes, or with `minimal` those that need them."""
    text = io.StringIO()
    writer = csv.writer(
        text,
        quoting=csv.QUOTE_MINIMAL if minimal else csv.QUOTE_ALL,
        delimiter=delimiter,
        lineterminator=ends,
    )
    writer.writerows([[plain(cell) for cell in row] for row in rows])
    return text.getvalue().encode()
