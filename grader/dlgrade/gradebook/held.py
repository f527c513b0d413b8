"""What the gradebook holds of one exercise, read in a few queries into dictionaries."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dlgrade.errors import DlgradeError
from dlgrade.gradebook.book import Book
from dlgrade.gradebook.wanted import Person

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ANYBODYS = ("", "default_course")  # nbgrader's course ids of an assignment made without a configuration


@dataclass(frozen=True, slots=True)
class HeldGrade:
    """A row of grade; `manual` and `extra` are a human's."""

    id: str
    auto: float | None
    manual: float | None
    extra: float | None
    needs: bool

    @property
    def score(self) -> float:
        """The score as nbgrader counts it; extra credit without a score is none."""
        score = self.manual if self.manual is not None else self.auto
        return 0.0 if score is None else score + (self.extra or 0.0)

    @property
    def by_hand(self) -> bool:
        """Whether a human decided something here."""
        return self.manual is not None or bool(self.extra)


@dataclass(frozen=True, slots=True)
class HeldWork:
    """A submitted assignment, and our notebook in it if there is one, whose `penalty` is nbgrader's column."""

    id: str
    timestamp: datetime.datetime | None
    extension: datetime.timedelta | None
    notebook: str | None = None
    penalty: float | None = None


@dataclass(frozen=True, slots=True)
class HeldCheck:
    """A grade cell, and the solution cell of the same name, which carries comments."""

    cell: str
    worth: float
    comments: str | None = None


@dataclass
class Held:
    """An exercise as the gradebook has it; rows of grade and comment are by submitted notebook and cell."""

    assignment: str | None = None
    due: datetime.datetime | None = None
    notebook: str | None = None
    checks: dict[str, HeldCheck] = field(default_factory=dict)
    comment_cells: dict[str, str] = field(default_factory=dict)
    works: dict[str, HeldWork] = field(default_factory=dict)
    grades: dict[str, dict[str, HeldGrade]] = field(default_factory=dict)
    comments: dict[str, dict[str, tuple[str, str | None]]] = field(default_factory=dict)


def held_people(connection: "Connection", book: Book) -> dict[str, Person]:
    """Return the students that the gradebook knows."""
    table = book.student
    columns = (table.c.id, table.c.first_name, table.c.last_name, table.c.email, table.c.lms_user_id)
    return {row.id: Person(*row) for row in connection.execute(table.select().with_only_columns(*columns))}


def has_course(connection: "Connection", book: Book, course: str) -> bool:
    """Return whether the gradebook knows a course."""
    table = book.course
    return connection.execute(table.select().where(table.c.id == course)).first() is not None


def held(connection: "Connection", book: Book, course: str, exercise: str, notebook: str, names: Sequence[str]) -> Held:
    """Read an exercise's assignment, of whose notebooks one is ours; DlgradeError if it is another course's.

    names: those of our checks; other code cells of the notebook are checks of the past, and the rest is not ours.
    """
    from sqlalchemy import select

    found = Held()
    assignment = book.assignment
    row = connection.execute(select(assignment).where(assignment.c.name == exercise)).one_or_none()
    if row is None:
        return found
    if row.course_id not in (course, *_ANYBODYS):
        raise DlgradeError(
            f"the gradebook has an assignment {exercise} of the course {row.course_id!r}, and this is {course!r}: "
            "nbgrader keeps one of a name; name another database in dlgrade.toml"
        )
    found.assignment, found.due = row.id, row.duedate
    table = book.notebook
    found.notebook = connection.execute(
        select(table.c.id).where(table.c.assignment_id == row.id, table.c.name == notebook)
    ).scalar_one_or_none()
    _read_cells(connection, book, found, set(names))
    _read_works(connection, book, found)
    _read_marks(connection, book, found)
    return found


def _read_cells(connection: "Connection", book: Book, found: Held, names: set[str]) -> None:
    from sqlalchemy import select

    base, grade = book.base_cell, book.grade_cells
    rows = connection.execute(
        select(base.c.id, base.c.name, base.c.type, grade.c.max_score, grade.c.cell_type)
        .select_from(base.outerjoin(grade, grade.c.id == base.c.id))
        .where(base.c.notebook_id == found.notebook)
    ).all()
    found.comment_cells = {row.name: row.id for row in rows if row.type == "SolutionCell"}
    for row in rows:
        if row.type == "GradeCell" and (row.name in names or row.cell_type == "code"):
            found.checks[row.name] = HeldCheck(row.id, row.max_score, found.comment_cells.get(row.name))


def _read_works(connection: "Connection", book: Book, found: Held) -> None:
    from sqlalchemy import and_, select

    work, notebook = book.submitted_assignment, book.submitted_notebook
    ours = and_(notebook.c.assignment_id == work.c.id, notebook.c.notebook_id == found.notebook)
    rows = connection.execute(
        select(
            work.c.student_id,
            work.c.id,
            work.c.timestamp,
            work.c.extension,
            notebook.c.id.label("notebook"),
            notebook.c.late_submission_penalty,
        )
        .select_from(work.outerjoin(notebook, ours))
        .where(work.c.assignment_id == found.assignment)
    )
    found.works = {row[0]: HeldWork(*row[1:]) for row in rows}


def _read_marks(connection: "Connection", book: Book, found: Held) -> None:
    from sqlalchemy import select

    grade, comment, notebook = book.grade, book.comment, book.submitted_notebook
    mine = select(notebook.c.id).where(notebook.c.notebook_id == found.notebook)
    columns = (grade.c.auto_score, grade.c.manual_score, grade.c.extra_credit, grade.c.needs_manual_grade)
    rows = connection.execute(
        select(grade.c.notebook_id, grade.c.cell_id, grade.c.id, *columns).where(grade.c.notebook_id.in_(mine))
    )
    for place, cell, *values in rows:
        found.grades.setdefault(place, {})[cell] = HeldGrade(*values)
    texts = connection.execute(
        select(comment.c.notebook_id, comment.c.cell_id, comment.c.id, comment.c.auto_comment).where(
            comment.c.notebook_id.in_(mine)
        )
    )
    for place, cell, key, text in texts:
        found.comments.setdefault(place, {})[cell] = (key, text)
