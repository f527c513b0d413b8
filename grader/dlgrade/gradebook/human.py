"""What a human gave in the gradebook, for those who look at the standings, which know nothing of it."""

from pathlib import Path
from typing import TYPE_CHECKING

from dlgrade.classroom import Classroom
from dlgrade.gradebook.book import open_book
from dlgrade.gradebook.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

_FILE = "sqlite:///"


def marked_by_hand(classroom: Classroom, exercise: str | None = None) -> list[tuple[str, str]]:
    """Return exercise and student of every work that a human gave a score or extra credit in; nothing is written.

    exercise: one of them; all if left out. DlgradeError if the gradebook cannot be read.
    """
    url = classroom.gradebook_url
    if url.startswith(_FILE) and not Path(url.removeprefix(_FILE)).exists():
        return []
    book, database = open_book(), Database(url)

    def look(connection: "Connection") -> list[tuple[str, str]]:
        from sqlalchemy import func, or_, select

        if not book.begun(connection, database.place):
            return []
        grade, notebook, work, assignment = (
            book.grade,
            book.submitted_notebook,
            book.submitted_assignment,
            book.assignment,
        )
        rows = connection.execute(
            select(assignment.c.name, work.c.student_id)
            .distinct()
            .select_from(
                grade.join(notebook, grade.c.notebook_id == notebook.c.id)
                .join(work, notebook.c.assignment_id == work.c.id)
                .join(assignment, work.c.assignment_id == assignment.c.id)
            )
            .where(or_(grade.c.manual_score.is_not(None), func.coalesce(grade.c.extra_credit, 0) != 0))
            .order_by(assignment.c.name, work.c.student_id)
        )
        slugs = [exercise] if exercise else classroom.exercises()
        return [(name, student) for name, student in rows if name in slugs]

    return database.transact(look, write=False, on_progress=lambda note: None)
