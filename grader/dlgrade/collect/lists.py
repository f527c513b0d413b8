"""Lists of students as LMSs let one download them, made into the class's roster."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dlgrade.classroom import Classroom, Student, student_id
from dlgrade.classroom.records import refused, whole
from dlgrade.classroom.roster import COLUMNS, ROSTER
from dlgrade.collect.matching import squeezed
from dlgrade.errors import UsageError
from dlgrade.protocol import one_line

_BYTES_LIMIT = 20 << 20  # of a list
_IDS = (
    "id",
    "sisloginid",
    "username",
    "anmeldename",  # Moodle's in German, as those below
    "loginid",
    "sisuserid",
    "idnumber",
    "idnummer",
    "matrikelnummer",
    "studentid",
    "sid",
    "email",
)  # best first
_FIRST = ("firstname", "givenname", "forename", "vorname")
_LAST = ("lastname", "surname", "familyname", "nachname")
_FULL = ("student", "fullname", "name", "studentname", "vollstandigername")
_EMAIL = ("email", "emailaddress", "mail", "emailadresse")
_LMS = ("lmsuserid", "canvasuserid", "canvasid", "userid")
_KEPT = (
    "student",
    "sisuserid",
    "sisloginid",
    "section",
    "sections",
    "identifier",
    "idnumber",
    "idnummer",
    "sid",
    "groups",
    "gruppen",
    "username",
)
_STAFF = ("instructor", "teacher", "ta", "teaching assistant", "non-editing teacher", "reader", "observer", "manager")
_TEST = ("student, test", "test student", "points possible", "manual posting")
_SHOWN = 200  # characters of a line's fault


@dataclass
class Imported:
    """What a list did to a roster; `problems` are lines that could not be understood."""

    columns: dict[str, str] = field(default_factory=dict)  # what is taken from which column
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: int = 0
    missing: list[str] = field(default_factory=list)  # on the roster, and not in the list
    skipped: int = 0  # staff, test students, lines that are no student's
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def import_list(classroom: Classroom, path: Path, *, id_column: str | None = None) -> Imported:
    """Merge a list into the class's roster; UsageError if it is none. What the roster knows besides is kept."""
    found = Imported()
    students = dict(classroom.roster.students)
    before = set(students)
    seen: dict[str, int] = {}
    for line, student in _students(path, found, id_column):
        known = _same_person(student, students)
        key = known.id if known else student.id
        if key in seen:
            found.problems.append(f"{path}:{line}: {key} is in line {seen[key]} already: the first one counts")
            continue
        seen[key] = line
        merged = _merged(known, student) if known else student
        if known is None:
            found.added.append(key)
        elif merged == known:
            found.same += 1
        else:
            found.changed.append(f"{key} ({_difference(known, merged)})")
        students[key] = merged
    found.missing = sorted(before - seen.keys())
    if found.added or found.changed:
        try:
            whole(classroom.root / ROSTER, _written(list(students.values())))
        except OSError as error:
            raise refused(classroom.root / ROSTER, error) from None
    return found


def _students(path: Path, found: Imported, id_column: str | None) -> list[tuple[int, Student]]:
    """Read the students of a list, with their lines."""
    header, rows = _rows(path, found)
    names: dict[str, str] = {}
    for name in header:
        names.setdefault(squeezed(name), name)
    columns = _columns(path, header, names, id_column)
    found.columns = {kind: column for kind, column in columns.items() if column}
    canvas = {"id", "sisloginid"} <= names.keys() or {"id", "sisuserid"} <= names.keys()
    kept = [name for name in header if squeezed(name) in _KEPT and (canvas or name not in columns.values())]
    students = []
    for line, row in rows:
        values = {name: " ".join(value.split()) for name, value in zip(header, row, strict=False)}
        role = next((values[names[each]] for each in ("role", "roles", "usertype") if each in names), "")
        label = values.get(columns["full"], "") if columns["full"] else ""
        if not any(values.values()) or role.casefold() in _STAFF or label.casefold().strip() in _TEST:
            found.skipped += 1
            continue
        if len(row) > len(header):
            found.problems.append(f"{path}:{line}: has {len(row)} columns, and the first line {len(header)}")
            continue
        said = values.get(columns["id"], "")
        try:
            if not said:
                raise UsageError(f"the column {columns['id']} is empty")
            students.append((line, _student(student_id(said), values, columns, kept)))
        except UsageError as error:
            found.problems.append(f"{path}:{line}: {one_line(str(error))[:_SHOWN]}")
    return students


def _rows(path: Path, found: Imported) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return a list's first line and its others, whatever its encoding and separator."""
    try:
        with path.open("rb") as file:
            content = file.read(_BYTES_LIMIT + 1)
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read: {error.strerror}; name the list of students that your LMS exports, as CSV"
        ) from None
    if len(content) > _BYTES_LIMIT:
        raise UsageError(f"{path}: is larger than {_BYTES_LIMIT >> 20} MB: a list of students is not")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UsageError(f"{path}: is a spreadsheet, not CSV: open it and save it as CSV (UTF-8)")
    try:
        text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        found.notes.append("it is not UTF-8: read as Windows' Western European; look at names with accents")
    if "\0" in text:
        raise UsageError(f"{path}: is no text: export the list as CSV")
    lead = len(text) - len(text.lstrip("\r\n"))
    first = text[lead:].partition("\n")[0]
    reader = csv.reader(io.StringIO(text[lead:], newline=""), delimiter=max(",;\t", key=first.count))
    rows: list[tuple[int, list[str]]] = []
    above = text[:lead].count("\n")
    try:
        header = [each.strip() for each in next(reader)]
        rows += [(reader.line_num + above, row) for row in reader]
    except StopIteration:
        raise UsageError(f"{path}: is empty: export the list as CSV") from None
    except csv.Error as error:
        raise UsageError(f"{path}:{reader.line_num + above}: is no CSV: {error}") from None
    return header, rows


def _columns(path: Path, header: Sequence[str], names: Mapping[str, str], id_column: str | None) -> dict[str, str]:
    """Say which column holds what; an empty text where none does."""

    def first(choices: Sequence[str]) -> str:
        return next((names[each] for each in choices if each in names), "")

    ids = _IDS[1:] if "student" in names or "sisloginid" in names else _IDS  # Canvas calls its own number ID
    chosen = names.get(squeezed(id_column), "") if id_column else first(ids) or first(_EMAIL) or first(("id",))
    columns = {"id": chosen, "first": first(_FIRST), "last": first(_LAST), "full": first(_FULL), "email": first(_EMAIL)}
    columns["lms"] = first(_LMS) or (names.get("id", "") if ids is not _IDS and names.get("id") != chosen else "")
    shown = ", ".join(one_line(each)[:40] for each in header[:8])
    if id_column and not chosen:
        raise UsageError(f"{path}:1: has no column {id_column}: it has {shown}")
    if not chosen:
        raise UsageError(
            f"{path}:1: no column holds ids: it has {shown}; name the one that does with --id COLUMN, "
            "or export the list with user names, numbers or e-mail addresses"
        )
    return columns


def _student(key: str, values: Mapping[str, str], columns: Mapping[str, str], kept: Sequence[str]) -> Student:
    first, last, full, email, lms = (
        values.get(columns[kind], "") if columns[kind] else "" for kind in ("first", "last", "full", "email", "lms")
    )
    if full and not (first or last):
        last, comma, first = (part.strip() for part in full.partition(","))
        if not comma:
            first, _, last = (part.strip() for part in re.sub(r"\s+", " ", full).rpartition(" "))
    other = {name: values[name] for name in kept if values.get(name)}
    return Student(key, first, last, email, lms, other)


def _same_person(student: Student, students: Mapping[str, Student]) -> Student | None:
    """Return who a student is on the roster: by id, else by what only one person has."""
    if student.id in students:
        return students[student.id]
    for known in students.values():
        if student.lms_user_id and student.lms_user_id == known.lms_user_id:
            return known
        if student.email and student.email.casefold() == known.email.casefold():
            return known
    return None


def _merged(known: Student, student: Student) -> Student:
    """Return what is known, with what the list says in place of it; nothing is replaced by nothing."""
    told = {name: getattr(student, name) or getattr(known, name) for name in COLUMNS[1:]}
    return replace(known, **told, other=known.other | student.other)


def _difference(known: Student, merged: Student) -> str:
    one, two = ({**{name: getattr(each, name) for name in COLUMNS}, **each.other} for each in (known, merged))
    changes = [
        f"{name}: {one_line(one.get(name, ''))} -> {one_line(two[name])}"
        for name in two
        if one.get(name, "") != two[name]
    ]
    return "; ".join(changes[:4])


def _written(students: Sequence[Student]) -> bytes:
    others = list(dict.fromkeys(name for student in students for name in student.other))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, *others])
    for each in students:
        writer.writerow([*(getattr(each, name) for name in COLUMNS), *(each.other.get(name, "") for name in others)])
    return out.getvalue().encode("utf-8", "backslashreplace")
