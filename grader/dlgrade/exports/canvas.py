"""Canvas's gradebook: a table made of the roster, or the downloaded one with a column filled in.

Canvas reads an empty cell in quotes as a change, so that only cells are quoted that must be.
"""

import re
from collections.abc import Mapping, Sequence

from dlgrade.classroom import Roster, Standing
from dlgrade.course import Exercise
from dlgrade.errors import UsageError
from dlgrade.exports.cells import number, one_row, safe, table
from dlgrade.exports.download import Download, amount, like
from dlgrade.exports.marks import Identities, Marking, other
from dlgrade.exports.written import Report

_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_POINTS = "    Points Possible"
_READ_ONLY = "read only"
_KEPT = {"EX": "excused in Canvas: kept", "N/A": "not assigned in Canvas: kept"}
_ASSIGNMENT = re.compile(r"\s*\(\d+\)$")
_TOTALS = re.compile(r"(Current|Final|Override) (Score|Points|Grade|Status)")


def from_roster(
    roster: Roster, standings: Mapping[str, Sequence[Standing]], marking: Marking, names: Mapping[str, str]
) -> tuple[bytes, Report]:
    """Return a table with a row for each student and a column for each exercise.

    standings: by exercise; names: what columns are called, where that is not the exercise's slug
    """
    report = Report()
    most = {exercise: max((each.max_points for each in found), default=0.0) for exercise, found in standings.items()}
    rows = [[*_COLUMNS, *(names.get(exercise, exercise) for exercise in standings)]]
    rows.append([_POINTS, *[""] * (len(_COLUMNS) - 1), *(number(each) for each in most.values())])
    by_student = {(each.student, each.exercise): each for found in standings.values() for each in found}
    for student in roster:
        name = (
            f"{student.last_name}, {student.first_name}" if student.last_name and student.first_name else student.name
        )
        login = other(student, "sis login id") or student.id
        row = [name, student.lms_user_id, other(student, "sis user id"), login, other(student, "section")]
        for exercise in standings:
            found = by_student.get((student.id, exercise))
            points, why = marking.of(found) if found else (None, "nothing is known")
            if points is None:
                report.leave_out(_named(student.id, exercise, len(standings)), why)
            row.append("" if points is None else number(points))
        rows.append([safe(one_row(cell)) for cell in row])
        report.rows += 1
    strangers = {each.student for found in standings.values() for each in found if each.student not in roster}
    for stranger in sorted(strangers):
        report.leave_out(stranger, "not on roster.csv")
    if not all(student.lms_user_id for student in roster):
        report.notes.append("Canvas finds students without an ID by their SIS Login ID: see that these are right")
    return table(rows, minimal=True), report


def into(
    download: Download,
    exercises: Sequence[Exercise],
    standings: Mapping[str, Sequence[Standing]],
    roster: Roster,
    marking: Marking,
    names: Mapping[str, str],
) -> tuple[bytes, Report]:
    """Fill exercises' columns in a downloaded gradebook; its rows, columns, ids and order stay."""
    report = Report()
    _insist_on_canvas(download)
    students = _students(download, roster, standings, report)
    filled: set[str] = set()
    for exercise in exercises:
        name = names.get(exercise.slug, "")
        filled |= _fill(download, exercise, standings[exercise.slug], students, marking, name, report)
    report.rows, report.unit = len(filled), "rows with grades"
    return download.content(minimal=True), report


def _insist_on_canvas(download: Download) -> None:
    first = [cell.strip() for cell in download.header]
    if first[:2] != ["Student", "ID"] and first[:3] != ["LastName", "FirstName", "ID"]:
        raise UsageError(
            f"{download.path}:1: is no gradebook of Canvas: it should begin with Student,ID; "
            "in Canvas, Gradebook > Export > Export Entire Gradebook"
        )


def _students(
    download: Download, roster: Roster, standings: Mapping[str, Sequence[Standing]], report: Report
) -> dict[str, list[str]]:
    """Return the row of each student; report whom only one side knows, and whom a clue cannot tell apart."""
    everybody = dict.fromkeys(each.student for found in standings.values() for each in found)
    identities = Identities(roster, everybody)
    places = {name: download.column(name) for name in (*_COLUMNS, "LastName", "FirstName", "Email")}
    found: dict[str, list[list[str]]] = {}
    for row in download.rows[1:]:
        if _is_points(row) or not any(download.cell(row, places[name]) for name in ("ID", *_COLUMNS[2:4], "Email")):
            continue
        login, sis, lms, email = (
            download.cell(row, places[name]) for name in ("SIS Login ID", "SIS User ID", "ID", "Email")
        )
        student = identities.find(("login", login), ("sis", sis), ("lms", lms), ("email", email or login))
        if student is None:
            name = download.cell(row, places["Student"]) or " ".join(
                download.cell(row, places[each]) for each in ("FirstName", "LastName")
            )
            report.leave_out(f"{one_row(name)} ({login or sis or lms})", "in Canvas, and not here")
        else:
            found.setdefault(student, []).append(row)
    for student, rows in found.items():
        if len(rows) > 1:
            report.leave_out(student, f"in Canvas {len(rows)} times, so that no row was filled")
    for student in everybody:
        if student not in found:
            report.leave_out(student, "here, and not in Canvas")
    return {student: rows[0] for student, rows in found.items() if len(rows) == 1}


def _fill(
    download: Download,
    exercise: Exercise,
    standings: Sequence[Standing],
    students: Mapping[str, list[str]],
    marking: Marking,
    name: str,
    report: Report,
) -> set[str]:
    """Fill one exercise's column, and return whose rows have a grade now."""
    filled: set[str] = set()
    place = _column(download, exercise, name)
    points = next((row for row in download.rows[1:] if _is_points(row)), None)
    most = max((each.max_points for each in standings), default=0.0)
    if place is None:
        place = len(download.header)
        download.header.append(name or exercise.slug)
        report.notes.append(f"added the column {download.header[place]}: Canvas asks at the import what it is")
        if points is not None:
            download.put(points, place, number(most))
    worth = download.cell(points, place) if points is not None else ""
    if _READ_ONLY in worth:
        raise UsageError(
            f"{download.path}: the column {download.header[place]!r} is read only: name another with --column"
        )
    for standing in standings:
        row = students.get(standing.student)
        if row is None:
            continue
        kept = _KEPT.get(download.cell(row, place).upper())
        mark, why = marking.of(standing)
        if kept or mark is None:
            report.leave_out(_named(standing.student, exercise.slug, 1), kept or why)
            continue
        there = marking.converted(mark, standing.max_points, amount(worth), f"{download.header[place]!r} in Canvas")
        download.put(row, place, like(there, worth or download.cell(row, place)))
        filled.add(standing.student)
    for row in download.rows:
        row.extend([""] * (len(download.header) - len(row)))
    return filled


def _column(download: Download, exercise: Exercise, name: str) -> int | None:
    """Return the place of an exercise's column: the one that is named, or that bears its slug, topic or title."""
    titles = {place: _ASSIGNMENT.sub("", cell).strip() for place, cell in enumerate(download.header)}
    if name:
        fitting = [place for place, title in titles.items() if name in (title, download.header[place].strip())]
    else:
        known = {
            _plain(each) for each in (exercise.slug, exercise.topic, exercise.title, exercise.slug + exercise.title)
        }
        first = (download.column("Section") or 0) + 1
        fitting = [
            place
            for place, title in titles.items()
            if place >= first and _plain(title) in known and not _TOTALS.search(title)
        ]
    if len(fitting) > 1:
        columns = ", ".join(repr(download.header[place]) for place in fitting)
        raise UsageError(f"{download.path}:1: {columns} could all be {exercise.slug}: name one with --column")
    return fitting[0] if fitting else None


def _is_points(row: Sequence[str]) -> bool:
    return bool(row) and "Points Possible" in row[0]


def _plain(title: str) -> str:
    return "".join(letter for letter in title.casefold() if letter.isalnum())


def _named(student: str, exercise: str, exercises: int) -> str:
    return f"{student} in {exercise}" if exercises > 1 else student
