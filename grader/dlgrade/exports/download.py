"""A table that an LMS let download: read as it is, filled in, and written back as the LMS wrote it."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from dlgrade.errors import UsageError
from dlgrade.exports.cells import number, safe, table

_BOM = "\ufeff"
_BYTES_LIMIT = 50 << 20
_COMMA = re.compile(r"-?\d+,\d+")


@dataclass
class Download:
    """The rows of a table, the first being its header, and how it was written."""

    path: Path
    rows: list[list[str]]
    lines: list[int]  # the line that each row ends in
    marked: bool = False  # by a byte order mark
    delimiter: str = ","
    ends: str = "\r\n"

    @property
    def header(self) -> list[str]:
        """The columns' names."""
        return self.rows[0]

    def column(self, *names: str) -> int | None:
        """Return the place of the first column that bears one of these names, whatever its capital letters."""
        plain = [name.strip().casefold() for name in self.header]
        for name in names:
            if name.casefold() in plain:
                return plain.index(name.casefold())
        return None

    def cell(self, row: list[str], place: int | None) -> str:
        """Return a row's cell, stripped; empty where there is none."""
        return row[place].strip() if place is not None and place < len(row) else ""

    def put(self, row: list[str], place: int, value: str) -> None:
        """Set a cell, in a row that may be too short; what the LMS wrote elsewhere stays."""
        row.extend([""] * (place + 1 - len(row)))
        row[place] = safe(value)

    def content(self, *, minimal: bool) -> bytes:
        """Return the table as it was written; cells that would be formulas are made text."""
        text = table(self.rows, minimal=minimal, delimiter=self.delimiter, ends=self.ends)
        return _BOM.encode() * self.marked + text


def read_download(path: Path) -> Download:
    """Read a table; UsageError with file and line if it is none."""
    try:
        if path.stat().st_size > _BYTES_LIMIT:
            raise UsageError(f"{path}: is larger than {_BYTES_LIMIT >> 20} MB: name the file that the LMS let download")
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read: {error.strerror}; name the table that the LMS let you download"
        ) from None
    try:
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UsageError(
            f"{path}:{line}: is not UTF-8 text: take the file as it was downloaded, not as a spreadsheet saved it"
        ) from None
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, lines = [], []
    try:
        for row in reader:
            rows.append(row)
            lines.append(reader.line_num)
    except csv.Error as error:
        raise UsageError(f"{path}:{reader.line_num}: is no CSV table: {error}: download it again") from None
    if not rows:
        raise UsageError(f"{path}: is empty: download it again")
    return Download(path, rows, lines, raw.startswith(_BOM.encode()), delimiter, "\r\n" if "\r\n" in text else "\n")


def amount(text: str) -> float | None:
    """Read a number as an LMS writes it, with a point or a comma; None if it is none."""
    plain = (
        text.strip().replace(",", ".") if text.count(",") == 1 and "." not in text else text.strip().replace(",", "")
    )
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if value == value and abs(value) != float("inf") else None


def like(value: float, example: str) -> str:
    """Write a number with a comma where the LMS writes one."""
    text = number(value)
    return text.replace(".", ",") if _COMMA.fullmatch(example.strip()) else text
