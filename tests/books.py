"""Small classes with a gradebook: a course of one exercise, results as a test wants them, and what nbgrader says."""

import contextlib
import datetime
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from classroom import SLUG, TOML, copy_course
from enrolled import hand_in, result

from dlgrade.classroom import Classroom, new_class, open_class
from dlgrade.course import open_course
from dlgrade.gradebook import Synced, sync
from dlgrade.results import CheckResult

DUE = datetime.datetime(2026, 10, 1, 12, 0, tzinfo=datetime.UTC)
DUE_TOML = f"due = {{ {SLUG} = 2026-10-01T12:00:00Z }}\n"
PER_DAY = '[late]\npenalty = "per_day"\nrate = 0.1\n'
TOPIC = "activations"


def check(name: str, points: float = 0.0, worth: float = 2.0, **facts: Any) -> CheckResult:
    """Return a check's result; it passed if it has all its points, unless an outcome is named."""
    known = {"task": "sigmoid", "title": f"{name} holds", "hidden": False, "message": "" if points else "y: got 0.25"}
    known["outcome"] = "passed" if points else "failed"
    return CheckResult(id=name, points=points, max_points=worth, **(known | facts))


def make_class(root: Path, toml: str = "", tables: str = "") -> Classroom:
    """Make a class of ada, bob and eve, whose course has the activations; toml comes first, tables at the end."""
    course = open_course(copy_course(root / "course", toml=toml + TOML + tables))
    new_class(root / "class", course)
    (root / "class" / "roster.csv").write_text(
        "id,first_name,last_name,email,lms_user_id\n"
        "ada,Ada,Lovelace,ada@example.edu,901\nbob,Bob,,,\neve,Eve,Online,eve@example.edu,\n",
        "utf-8",
    )
    return open_class(root / "class")


def give(
    classroom: Classroom,
    student: str,
    checks: Sequence[CheckResult],
    *,
    late: datetime.timedelta = datetime.timedelta(0),
    text: str = "# mine\n",
    **facts: Any,
) -> None:
    """Hand something in for a student, late or just in time, with these results."""
    hand_in(classroom, student, SLUG, text, DUE + late)
    attempt = next(each for each in classroom.attempts(SLUG) if each.student == student)
    classroom.records.keep(attempt, result(student, SLUG, list(checks), **facts))


def again(classroom: Classroom, **options: Any) -> Synced:
    """Sync the class as it is on the disk now."""
    return sync(open_class(classroom.root), **options)


def rows(classroom: Classroom, query: str, *values: object) -> list[Any]:
    """Ask the gradebook itself, past nbgrader."""
    with contextlib.closing(sqlite3.connect(classroom.root / "gradebook.db", isolation_level=None)) as connection:
        return connection.execute(query, values).fetchall()


def grades(classroom: Classroom, student: str) -> dict[str, tuple[Any, ...]]:
    """Return auto, manual, extra credit and needs_manual_grade of a student's grades, by check."""
    found = rows(
        classroom,
        "SELECT c.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade FROM grade g"
        " JOIN base_cell c ON c.id = g.cell_id JOIN submitted_notebook n ON n.id = g.notebook_id"
        " JOIN submitted_assignment a ON a.id = n.assignment_id WHERE a.student_id = ?",
        student,
    )
    return {name: tuple(values) for name, *values in found}


def comments(classroom: Classroom, student: str) -> dict[str, Any]:
    """Return a student's automatic comments by check."""
    return dict(
        rows(
            classroom,
            "SELECT c.name, m.auto_comment FROM comment m JOIN base_cell c ON c.id = m.cell_id"
            " JOIN submitted_notebook n ON n.id = m.notebook_id"
            " JOIN submitted_assignment a ON a.id = n.assignment_id WHERE a.student_id = ?",
            student,
        )
    )


def mark(classroom: Classroom, student: str, name: str, **columns: Any) -> None:
    """Mark a check by hand, as formgrader does: manual_score, extra_credit, needs_manual_grade."""
    values = ", ".join(f"{column} = ?" for column in columns)
    rows(
        classroom,
        f"UPDATE grade SET {values} WHERE id IN (SELECT g.id FROM grade g JOIN base_cell c ON c.id = g.cell_id"
        " JOIN submitted_notebook n ON n.id = g.notebook_id"
        " JOIN submitted_assignment a ON a.id = n.assignment_id WHERE a.student_id = ? AND c.name = ?)",
        *columns.values(),
        student,
        name,
    )


def totals(classroom: Classroom, slug: str = SLUG) -> dict[str, tuple[float, float, float]]:
    """Return raw score, penalty and maximum of everybody's work, as nbgrader's own models compute them."""
    from nbgrader.api import Gradebook

    url = classroom.gradebook_url.replace("postgresql:", "postgresql+psycopg2:")
    with Gradebook(url, classroom.name) as book:
        return {
            each.student.id: (each.score, each.late_submission_penalty, each.max_score)
            for each in book.assignment_submissions(slug)
        }


def dump(classroom: Classroom) -> str:
    """Return all that the gradebook holds, to compare it with another time."""
    with contextlib.closing(sqlite3.connect(classroom.root / "gradebook.db")) as connection:
        return "\n".join(connection.iterdump())
