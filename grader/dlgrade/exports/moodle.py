"""Moodle's offline grading worksheet: one assignment's grades, and a comment on each.

Moodle takes a comment for a grade of its own: a row without a grade keeps the comment that it came with.
"""

import html
import re
from collections.abc import Mapping, Sequence

from dlgrade.classroom import Roster, Standing
from dlgrade.errors import UsageError
from dlgrade.exports.cells import number, safe, table
from dlgrade.exports.download import Download, amount, like
from dlgrade.exports.marks import Identities, Marking, other
from dlgrade.exports.wording import comment
from dlgrade.exports.written import Report

_COLUMNS = (
    "Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade", "Grade can be changed",
    "Last modified (submission)", "Last modified (grade)", "Feedback comments",
)  # fmt: skip
_SIGN = re.compile(r"(?<=;)[=+\-@]")  # as in &lt;= which a spreadsheet of another language parts at the semicolon
_NEEDED = ("Identifier", "Grade", "Last modified (grade)")


def from_roster(roster: Roster, standings: Sequence[Standing], marking: Marking) -> tuple[bytes, Report]:
    """Return a worksheet made of the roster's column `identifier`; UsageError if it has none."""
    report = Report()
    if not any(other(student, "identifier") for student in roster):
        raise UsageError(
            "Moodle finds students by its own `Identifier`, which roster.csv does not have: download the assignment's "
            "grading worksheet and name it with --into"
        )
    rows = [list(_COLUMNS)]
    for standing in standings:
        student = roster.get(standing.student)
        identifier = other(student, "identifier")
        points, why = marking.of(standing)
        if not identifier or points is None:
            report.leave_out(student.id, why or "has no identifier on roster.csv")
            continue
        received = standing.attempt.received if standing.attempt else None
        cells = [
            identifier, student.name, student.email, "Submitted for grading" if standing.attempt else "No submission",
            number(points), number(standing.max_points), "Yes", f"{received:%Y-%m-%d %H:%M}" if received else "", "",
            _marked_up(comment(standing)),
        ]  # fmt: skip
        rows.append([safe(cell) for cell in cells])
        report.rows += 1
    report.notes.append("Moodle skips grades that it has already, unless you tick that it may overwrite newer ones")
    return table(rows), report


def into(download: Download, standings: Sequence[Standing], roster: Roster, marking: Marking) -> tuple[bytes, Report]:
    """Fill grades and comments in a downloaded worksheet; its rows, columns and order stay."""
    report = Report(unit="rows with grades")
    places = _places(download)
    by_student = {standing.student: standing for standing in standings}
    rows = _rows(download, roster, by_student, places, report)
    if places["Feedback comments"] is None:
        report.notes.append("the worksheet has no column for comments: switch on the assignment's feedback comments")
    for student, row in rows.items():
        standing = by_student[student]
        points, why = marking.of(standing)
        if download.cell(row, places["Grade can be changed"]).casefold() == "no":
            points, why = None, "locked in Moodle: kept"
        if points is None:
            report.leave_out(student, why)
            continue
        worth = download.cell(row, places["Maximum grade"])
        there = marking.converted(points, standing.max_points, amount(worth), f"{standing.exercise} in Moodle")
        if places["Grade"] is not None:
            download.put(row, places["Grade"], like(there, worth))
        if places["Feedback comments"] is not None:
            download.put(row, places["Feedback comments"], _marked_up(comment(standing)))
        report.rows += 1
    return download.content(minimal=False), report


def _places(download: Download) -> dict[str, int | None]:
    places = {name: download.column(name) for name in (*_COLUMNS, "ID number")}
    missing = [name for name in _NEEDED if places[name] is None]
    if missing:
        raise UsageError(
            f"{download.path}:1: has no column {missing[0]!r}: download the assignment's grading worksheet in English, "
            "with offline grading switched on"
        )
    return places


def _rows(
    download: Download,
    roster: Roster,
    by_student: Mapping[str, Standing],
    places: Mapping[str, int | None],
    report: Report,
) -> dict[str, list[str]]:
    """Return the row of each student; report whom only one side knows."""
    identities = Identities(roster, by_student)
    found: dict[str, list[list[str]]] = {}
    for row in download.rows[1:]:
        if not any(cell.strip() for cell in row):
            continue
        identifier, email, code = (
            download.cell(row, places[name]) for name in ("Identifier", "Email address", "ID number")
        )
        student = identities.find(("identifier", identifier), ("email", email), ("number", code), ("login", email))
        if student is None or student not in by_student:
            name = download.cell(row, places["Full name"])
            report.leave_out(" ".join(f"{name} ({email or identifier})".split()), "in Moodle, and not here")
        else:
            found.setdefault(student, []).append(row)
    for student, rows in found.items():
        if len(rows) > 1:
            report.leave_out(student, f"in Moodle {len(rows)} times, so that no row was filled")
    for student in by_student:
        if student not in found:
            report.leave_out(student, "here, and not in Moodle")
    return {student: rows[0] for student, rows in found.items() if len(rows) == 1}


def _marked_up(text: str) -> str:
    """Return a text as Moodle stores comments, which is HTML."""
    marked_up = "<br>".join(html.escape(line, quote=False) for line in text.split("\n"))
    return _SIGN.sub(lambda found: f"&#{ord(found[0])};", marked_up)
