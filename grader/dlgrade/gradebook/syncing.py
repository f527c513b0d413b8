"""One pass: the standings into the gradebook, in one transaction."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dlgrade.classroom import Classroom, Standing, standings
from dlgrade.errors import UsageError
from dlgrade.gradebook.book import Book, open_book
from dlgrade.gradebook.database import Database
from dlgrade.gradebook.folders import write_config, write_folders
from dlgrade.gradebook.held import Held, has_course, held, held_people
from dlgrade.gradebook.marks import plan_work
from dlgrade.gradebook.plan import plan_exercise, plan_people
from dlgrade.gradebook.synced import Synced
from dlgrade.gradebook.wanted import Person, Wanted, people, wanted
from dlgrade.gradebook.writes import Writes

if TYPE_CHECKING:
    from sqlalchemy import Connection

OTHER_WAY = (
    "this class's gradebook has a cell for each task of a notebook, and nbgrader fills it: run `nbgrader autograde "
    "EXERCISE`, which takes dlgrade's results"
)


def sync(
    classroom: Classroom,
    exercises: Sequence[str] | None = None,
    *,
    dry_run: bool = False,
    on_progress: Callable[[str], None] = lambda note: None,
) -> Synced:
    """Make the gradebook say what the standings say; all of it or nothing. A second time changes nothing.

    UsageError in a class of notebooks, whose gradebook nbgrader fills.
    exercises: slugs; all that something was handed in for if left out. dry_run: return what would be done.
    """
    if classroom.settings.notebooks:
        raise UsageError(OTHER_WAY)
    book = open_book()
    database = Database(classroom.gradebook_url)
    by_exercise: dict[str, list[Standing]] = {slug: [] for slug in exercises or classroom.exercises()}
    found = standings(classroom, exercises)
    for each in found:
        by_exercise.setdefault(each.exercise, []).append(each)
    what = [wanted(classroom, slug, mine) for slug, mine in by_exercise.items() if mine]
    persons = people(classroom, found)

    def work(connection: "Connection") -> Synced:
        return _work(connection, book, classroom.name, what, persons, Synced(database.place, dry_run))

    synced = database.transact(work, write=not dry_run, on_progress=on_progress)
    if not dry_run:
        write_config(classroom)
        synced.notebooks = sum(write_folders(classroom, each) for each in what)
    return synced


def _work(
    connection: "Connection", book: Book, course: str, what: Sequence[Wanted], persons: Sequence[Person], synced: Synced
) -> Synced:
    """Compare and write, one exercise at a time, so that a large class needs the memory of one."""
    begun = book.begun(connection, synced.place)
    if not begun and not synced.dry_run:
        book.create(connection)
    writes = plan_people(persons, held_people(connection, book) if begun else {}, synced)
    if not begun or not has_course(connection, book, course):
        writes.insert("course", id=course)
    _apply(writes, connection, book, synced)
    for each in what:
        names = list(each.checks)
        known = held(connection, book, course, each.exercise, each.notebook, names) if begun else Held()
        plan = plan_exercise(each, known, course, synced)
        for student, work in each.works.items():
            plan_work(plan, student, work)
        _apply(plan.writes, connection, book, synced)
    return synced


def _apply(writes: Writes, connection: "Connection", book: Book, synced: Synced) -> None:
    if not synced.dry_run:
        writes.apply(connection, book)
