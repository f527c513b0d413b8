"""The students of a class: roster.csv, with the columns of nbgrader's student import and any others an LMS needs."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dlgrade.classroom.attempts import student_id
from dlgrade.errors import UsageError

ROSTER = "roster.csv"
COLUMNS = ("id", "first_name", "last_name", "email", "lms_user_id")


@dataclass(frozen=True)
class Student:
    """One student; `other` holds what further columns say, by the column's name."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""
    other: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """First and last name, or the id where neither is known."""
        return f"{self.first_name} {self.last_name}".strip() or self.id


class Roster:
    """The students by id, in the order of the file."""

    def __init__(self, students: list[Student]):
        self.students = {student.id: student for student in students}

    def __iter__(self) -> Iterator[Student]:
        return iter(self.students.values())

    def __len__(self) -> int:
        return len(self.students)

    def __contains__(self, student: object) -> bool:
        return student in self.students

    def get(self, student: str) -> Student:
        """Return a student, known or not."""
        return self.students.get(student) or Student(student)


def read_roster(path: Path) -> Roster:
    """Read a roster; UsageError with file and line. A class without one has an empty roster."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Roster([])
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}; `dlgrade roster FILE` makes a roster") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is no text in UTF-8: save it so") from None
    lines = csv.DictReader(io.StringIO(text))
    names = [name.strip() for name in lines.fieldnames or []]
    lines.fieldnames = names
    if "id" not in names:
        raise UsageError(f"{path}:1: has no column `id`; `dlgrade roster FILE` makes a roster of your LMS's list")
    students: dict[str, Student] = {}
    for row in lines:
        values = {name: (value or "").strip() for name, value in row.items() if name}
        try:
            key = student_id(values["id"])
        except UsageError as error:
            raise UsageError(f"{path}:{lines.line_num}: {error}") from None
        if key in students:
            raise UsageError(f"{path}:{lines.line_num}: {key} is there twice: leave one line")
        known = {name: values.get(name, "") for name in COLUMNS[1:]}
        students[key] = Student(key, **known, other={k: v for k, v in values.items() if k not in COLUMNS})
    return Roster(list(students.values()))
