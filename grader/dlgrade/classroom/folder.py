"""The class's folder: one that nbgrader understands too, and dlgrade.toml, which says where the course is."""

import csv
import datetime
import io
import json
import os
import tomllib
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec

from dlgrade.classroom.attempts import SUBMITTED, Attempt, attempts_in, exercises_in, student_id, students_in
from dlgrade.classroom.nbgrader import CONFIG, nbgrader_config
from dlgrade.classroom.policies import Extension
from dlgrade.classroom.records import Records, refused, whole
from dlgrade.classroom.roster import COLUMNS, ROSTER, Roster, read_roster
from dlgrade.course import SLUG, Course, Settings, nearest, open_course
from dlgrade.errors import CourseError, UsageError
from dlgrade.keys import new_key
from dlgrade.student import Submission, read_submission

CLASS_FILE = "dlgrade.toml"
EXTENSIONS = "extensions.csv"
_DATE_ONLY = len("2026-10-01")  # characters; taken as its midnight, it would cost the student that day
_KEY = "class.key"
_HIDDEN = (
    "class.key*",
    "submitted/",
    "attempts/",
    "graded/",
    "autograded/",
    "feedback/",
    "exports/",
    "report/",
    "gradebook.db*",
    ".nbgrader.log",
    "roster.csv",
    "extensions.csv",
)
_NO_CLASS = (
    "no class found: stand in a folder made by `dlgrade class DIR`, or name one with --class DIR; "
    "`dlgrade class DIR` makes one"
)


class ClassSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of a class's dlgrade.toml; paths are from its folder.

    gradebook is a SQLAlchemy URL, exchange nbgrader's or any folder that students submit to. notebooks says that
    nbgrader's own programs fill the gradebook, one cell for each task, and ask dlgrade for the points.
    """

    course: str
    name: str = ""  # nbgrader's course id
    key: str = ""
    gradebook: str = "sqlite:///gradebook.db"
    exchange: str = ""
    notebooks: bool = False


@dataclass(frozen=True)
class Classroom:
    """A class: its folder, its course, and what is in them."""

    root: Path
    settings: ClassSettings
    course: Course

    @property
    def name(self) -> str:
        """The name that nbgrader knows the class by."""
        return self.settings.name or self.root.name

    @property
    def key_file(self) -> Path | None:
        """The key that the class is graded with."""
        return self.root / self.settings.key if self.settings.key else None

    @property
    def gradebook_url(self) -> str:
        """Where the gradebook is; a relative SQLite file lies in the class's folder."""
        url, start = self.settings.gradebook, "sqlite:///"
        if url.startswith(start) and not url.startswith(start + "/"):
            return f"{start}{(self.root / url.removeprefix(start)).resolve()}"
        return url

    @cached_property
    def records(self) -> Records:
        """The results."""
        return Records(self.root)

    @cached_property
    def roster(self) -> Roster:
        """The students."""
        return read_roster(self.root / ROSTER)

    @cached_property
    def extensions(self) -> list[Extension]:
        """Who has more time; UsageError if somebody is meant who is neither on the roster nor handed anything in."""
        found = _read_extensions(self.root / EXTENSIONS, self.course)
        if found and len(self.roster):
            known = self.students()
            for each in found:
                if each.student not in known:
                    raise UsageError(
                        f"{self.root / EXTENSIONS}: there is no student {each.student!r}{nearest(each.student, known)}"
                    )
        return found

    @cached_property
    def policy(self) -> Settings:
        """What the course decides; CourseError if it speaks of what does not exist."""
        known = [exercise.slug for exercise in self.course.exercises]
        path = self.course.root / "solutions" / "course.toml"
        for name in [*self.course.settings.due, *(each.exercise for each in self.course.settings.dropped)]:
            if name not in known:
                raise CourseError(f"{path}: there is no exercise {name!r}{nearest(name, known)}")
        return self.course.settings

    def exercises(self) -> list[str]:
        """Return the course's exercises that something was handed in for, in order."""
        handed_in = set(exercises_in(self.root))
        return [exercise.slug for exercise in self.course.exercises if exercise.slug in handed_in]

    def attempts(self, exercise: str) -> list[Attempt]:
        """Return what was handed in for an exercise, by student, the earliest first."""
        return attempts_in(self.root, exercise)

    def students(self) -> list[str]:
        """Return everybody on the roster, and whoever else handed something in."""
        return sorted({*(student.id for student in self.roster), *students_in(self.root, self.exercises())})

    def submission(self, attempt: Attempt) -> Submission:
        """Read what was handed in; modules of other exercises come from it, or from what the same student handed in."""
        exercise = self.course.exercise(attempt.exercise)
        beside = self.root / SUBMITTED / attempt.student
        folders = {each: beside / each.slug for each in self.course.exercises}
        linked = beside.is_symlink()
        siblings = {
            each.topic: folder / each.module
            for each, folder in folders.items()
            if not linked and not folder.is_symlink()
        }
        found = read_submission(
            attempt.folder,
            exercise.topic,
            siblings=siblings,
            student=attempt.student,
            used=exercise.probes,
            wanted=self.course.names_in,
        )
        return found.without_place()


def open_class(place: Path, named: Path | None = None) -> Classroom:
    """Return the class that a place belongs to, or the one that is named; UsageError says what to do."""
    for folder in [named] if named else [place, *place.parents]:
        path = folder / CLASS_FILE
        if path.is_file() and not _is_a_students(path):
            settings = _read_settings(path)
            root = (folder / settings.course).resolve()
            if not root.is_dir():
                raise UsageError(f"{path}: the course is no longer at {root}: change the line `course`")
            return Classroom(folder.resolve(), settings, open_course(root))
    raise UsageError(
        f"{named}: holds no {CLASS_FILE} of a class: `dlgrade class DIR` makes one" if named else _NO_CLASS
    )


def new_class(
    root: Path, course: Course, *, gradebook: str = "", exchange: str = "", key: Path | None = None, name: str = ""
) -> Classroom:
    """Make a class's folder, with a key of its own unless one is named; UsageError if there is one already.

    name: nbgrader's course id; the folder's name if left out
    """
    path = root / CLASS_FILE
    if path.exists():
        raise UsageError(f"{path}: there is a class already; edit the file to change it")
    if root.exists() and not root.is_dir():
        raise UsageError(f"{root}: is a file: name a folder, or one that does not exist yet")
    settings = {"course": os.fspath(course.root), "name": name or root.resolve().name, "key": _KEY}
    settings |= {"key": os.fspath(key.resolve())} if key else {}
    settings |= {"gradebook": gradebook or "sqlite:///gradebook.db"} | ({"exchange": exchange} if exchange else {})
    lines = ["# the class: where its course, key and gradebook are; paths are from this folder"]
    lines += [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in settings.items()]
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)  # grades, and perhaps the gradebook's password
        if key is None and not (root / _KEY).exists():
            new_key(root / _KEY)
        for name, text in {
            ".gitignore": "".join(f"{each}\n" for each in _HIDDEN),
            ROSTER: ",".join(COLUMNS) + "\n",
            EXTENSIONS: "student,exercise,until,reason\n",
            CONFIG: nbgrader_config(),
        }.items():
            if not (root / name).exists():
                (root / name).write_text(text, "utf-8")
        whole(path, ("\n".join(lines) + "\n").encode())
    except OSError as error:
        raise refused(path, error) from None
    return open_class(root)


def _is_a_students(path: Path) -> bool:
    """Whether a folder's mark is a student's: it names the course and nothing of a class, and no roster lies there."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return False  # whoever reads it says what is wrong
    return set(raw) <= {"course", "language"} and not (path.parent / ROSTER).exists()


def _read_settings(path: Path) -> ClassSettings:
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
        return msgspec.convert(raw, ClassSettings)
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise UsageError(f"{path}: {error}") from None


def _read_extensions(path: Path, course: Course) -> list[Extension]:
    """Read extensions.csv; `until` is an ISO date and time, of the course's time zone if it names none."""
    try:
        return list(_extensions(path, path.read_text("utf-8-sig"), course))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}; remove it, if nobody has an extension") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is no text in UTF-8: save it so") from None


def _extensions(path: Path, text: str, course: Course) -> Iterator[Extension]:
    zone = zoneinfo.ZoneInfo(course.settings.timezone)
    known = [exercise.slug for exercise in course.exercises]
    rows = csv.DictReader(io.StringIO(text))
    for row in rows:
        place = f"{path}:{rows.line_num}"
        try:
            student, name, until = (row[column].strip() for column in ("student", "exercise", "until"))
        except (KeyError, AttributeError):
            raise UsageError(f"{place}: needs the columns student,exercise,until,reason") from None
        if not SLUG.fullmatch(name) or name not in known:
            raise UsageError(f"{place}: there is no exercise {name!r}{nearest(name, known)}")
        try:
            moment = datetime.datetime.fromisoformat(until)
        except ValueError:
            raise UsageError(f"{place}: {until!r} is no date and time, such as 2026-10-01T23:59") from None
        if len(until) <= _DATE_ONLY:
            raise UsageError(
                f"{place}: {until!r} names no time of that day: write {moment:%Y-%m-%d}T23:59 for all of it"
            )
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        yield Extension(student_id(student), name, moment.astimezone(datetime.UTC), (row.get("reason") or "").strip())
