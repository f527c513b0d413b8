"""A class's report on disk: one page for the class, and one for each student."""

import contextlib
import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dlgrade.classroom import Classroom, Standing, by_student
from dlgrade.classroom.records import refused, whole
from dlgrade.errors import UsageError
from dlgrade.language import ENGLISH, learn, speaking
from dlgrade.report import class_page, facts, hint_use, provenance, student_page
from dlgrade.report.people import STUDENTS, People, page_names
from dlgrade.report.rendering import MARK, MARKED_WITHIN, render
from dlgrade.report.tally import Tally
from dlgrade.report.view import View, percent

NAME = "index.html"
FOLDER = "report"
_PRIVATE = 10  # scores without which a statistic could tell one of them
_TOLD = 3  # mistakes in the gist


@dataclass(frozen=True)
class Gist:
    """What was written, and the gist of it for whoever asked: mistakes are (students, name, exercise, hint)."""

    page: Path
    students: int
    states: dict[str, int]
    mistakes: list[tuple[int, str, str, str]]
    caveats: list[str]


def write(
    classroom: Classroom,
    exercises: Sequence[str] | None = None,
    folder: Path | None = None,
    *,
    with_class_statistics: bool = False,
    now: datetime.datetime | None = None,
    on_progress: Callable[[int, int], None] = lambda done, students: None,
) -> Gist:
    """Write the report of some exercises, of all that were handed in if left out, and return the gist of it.

    Students' pages are in the language that is spoken, and the class's is in English. They hold nothing about the class
    unless with_class_statistics: then median and quartiles of each exercise that has enough scores.
    """
    learn(classroom.course.root)
    slugs = classroom.exercises() if exercises is None else list(exercises)
    folder = folder or classroom.root / FOLDER
    _check(folder)
    titles = {slug: classroom.course.exercise(slug).title for slug in slugs}
    tally = Tally(titles, now or datetime.datetime.now(datetime.UTC))
    pages = _Pages(classroom, folder / STUDENTS)
    try:
        (folder / STUDENTS).mkdir(parents=True, exist_ok=True)
        for number, (student, mine) in enumerate(_each(classroom, slugs)):
            tally.add(student, mine, hint_use.taken(classroom, mine))
            if not with_class_statistics:
                pages.write(mine, tally, number, {})
                on_progress(number + 1, pages.count)
        if with_class_statistics:
            statistics = _statistics(tally)
            numbers = {student: number for number, student in enumerate(tally.students)}
            for student, mine in _each(classroom, slugs):
                if student in numbers:  # nobody who handed in since
                    pages.write(mine, tally, numbers[student], statistics)
                    on_progress(numbers[student] + 1, pages.count)
        view = View(classroom, tally, People(tally.students, classroom.roster, pages.names))
        with speaking(ENGLISH):
            page = render("class.html", class_page.content(view), script="table.js")
        whole(folder / NAME, page)
        pages.remove_others()
    except OSError as error:
        raise refused(Path(error.filename or folder), error) from None
    return _gist(folder / NAME, tally)


class _Pages:
    """The students' pages."""

    def __init__(self, classroom: Classroom, folder: Path):
        self._classroom, self._folder = classroom, folder
        self.names = page_names(classroom.students())
        self.count = len(self.names)

    def write(self, standings: Sequence[Standing], tally: Tally, number: int, statistics: Mapping[str, str]) -> None:
        """Write one student's; it need not survive a power cut, since it can be made again."""
        student = tally.students[number]
        if student not in self.names:  # who handed in since we began
            self.names |= page_names([student])
        content = student_page.content(self._classroom, tally, number, standings, statistics)
        whole(self._folder / self.names[student], render("student.html", content), durable=False)

    def remove_others(self) -> None:
        """Remove pages of ours that belong to nobody any more."""
        names = {*self.names.values()}
        for path in self._folder.glob("*.html"):
            if path.name not in names and _is_ours(path):
                path.unlink(missing_ok=True)


def _each(classroom: Classroom, slugs: Sequence[str]) -> Iterator[tuple[str, list[Standing]]]:
    if set(slugs) & set(classroom.exercises()):
        for mine in by_student(classroom, slugs):
            yield mine[0].student, mine
    else:
        for student in classroom.students():
            yield student, []


def _statistics(tally: Tally) -> dict[str, str]:
    """Return a sentence about each exercise that has so many scores that it tells none of them."""
    told = {}
    for slug in tally.exercises:
        shares = [cells[slug].share for cells in tally.cells if slug in cells]
        found = facts.spread([each for each in shares if each is not None])
        if found.count >= _PRIVATE:
            told[slug] = (
                f"The class: median {percent(found.median)}, quartiles {percent(found.lower)} and "
                f"{percent(found.upper)}, of {found.count:,} scores."
            )
    return told


def _check(folder: Path) -> None:
    """Insist that a report can be written there; UsageError if something else would be lost."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"--out {folder}: is a file: name a folder")
    if (folder / NAME).exists() and not _is_ours(folder / NAME):
        raise UsageError(
            f"{folder / NAME}: is no report of dlgrade's, and would be lost: name another folder with --out"
        )


def _is_ours(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return MARK in path.read_bytes()[:MARKED_WITHIN].decode("utf-8", "replace")
    return False


def _gist(page: Path, tally: Tally) -> Gist:
    return Gist(
        page,
        len(tally.students),
        dict(tally.states()),
        [(len(each.students), each.name, each.exercise, each.hint) for each in class_page.ranked(tally)[:_TOLD]],
        [f"{each.headline} {each.text}: {each.command}" for each in provenance.caveats(tally)],
    )
