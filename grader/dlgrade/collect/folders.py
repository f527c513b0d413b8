"""Sources that dlgrade and nbgrader write themselves: the exchange, archives by `dlgrade submit`, plain folders."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

from dlgrade.classroom.attempts import BEGINNING, TIMESTAMP, moment_of
from dlgrade.classroom.slips import MANIFEST
from dlgrade.collect.deliveries import Delivery, Sender, delivery, latest, owner
from dlgrade.collect.trees import Entry, Tree, of_file
from dlgrade.course import Course, Exercise
from dlgrade.errors import UsageError
from dlgrade.protocol import one_line
from dlgrade.student.archives import SUFFIXES
from dlgrade.student.notebooks import CODE

INBOUND = "inbound"
_INBOUND_NAME = re.compile(r"(?P<student>.+)\+(?P<exercise>[^+]+)\+(?P<time>\d{4}-\d\d-\d\d [^+]+?)(?:\+[^+]*)?")


class Exchange:
    """nbgrader's exchange: `<student>+<assignment>+<time>+<random>/` in a course's `inbound`."""

    name = "nbgrader's exchange"
    stated = True

    @staticmethod
    def fits(tree: Tree, _course: Course) -> bool:
        """Whether folders are named as nbgrader names them, or nothing is there yet."""
        if tree.path.name == INBOUND and not tree.entries:
            return True
        return any(len(entry.parts) > 1 and _INBOUND_NAME.fullmatch(entry.parts[0]) for entry in tree.entries)

    @staticmethod
    def read(tree: Tree, course: Course, wanted: Exercise | None) -> Iterator[Delivery]:
        """Return every submission there, the earliest first; those that are no exercise's are named, not taken."""
        known = {exercise.slug: exercise for exercise in course.exercises}
        for top, entries in sorted(tree.tops().items(), key=lambda each: each[0].rpartition("+")[0].rpartition("+")[2]):
            named = _INBOUND_NAME.fullmatch(top)
            if named is None:
                if not top.startswith("."):
                    yield Delivery(one_line(top), Sender(), problem="is not named as nbgrader names submissions")
                continue
            slug, sender = named["exercise"], Sender(named["student"])
            if wanted is not None and slug != wanted.slug:
                continue
            if slug not in known:
                yield Delivery(one_line(top), sender, problem=f"the course has no exercise {one_line(slug)}")
                continue
            said: list[str] = named["time"].split(" ")
            moment = moment_of(named["time"])
            zone = one_line(" ".join(said[2:]))
            doubts = [] if moment else [f"the time zone {zone} is not known: taken as UTC, as nbgrader does"]
            moment = moment or moment_of(" ".join(said[:2]))
            if moment is None:
                yield Delivery(one_line(top), sender, problem="the time in its name cannot be read")
                continue
            inside = [entry.below(1) for entry in entries if len(entry.parts) > 1]
            found = delivery(top, sender, inside, course, known[slug])
            seen = latest(inside, "changed")
            yield found.but(received=moment, seen=seen, owner=owner(inside), remarks=[*found.remarks, *doubts])


class Archives:
    """A folder of archives that `dlgrade submit` made, or one of them."""

    name = "archives made by dlgrade submit"
    stated = False

    @staticmethod
    def fits(tree: Tree, _course: Course) -> bool:
        """Whether there are archives side by side, or one alone."""
        tops = [entry for entry in tree.entries if len(entry.parts) == 1 and not entry.name.startswith(".")]
        return any(entry.name.lower().endswith(SUFFIXES) for entry in tops)

    @staticmethod
    def read(tree: Tree, course: Course, wanted: Exercise | None) -> Iterator[Delivery]:
        """Return every archive with a slip, the earliest first; of others, that they have none."""
        for entry in sorted(tree.entries, key=lambda each: each.modified or BEGINNING):
            if entry.name.startswith(".") or not entry.name.lower().endswith(SUFFIXES):
                continue
            found = delivery("/".join(entry.parts), Sender(), [entry], course, None)
            if found.slip is None:
                why = "" if found.untold else found.problem
                yield found.but(problem=why or "no slip is in it that says who sent it, as `dlgrade submit` puts there")
                continue
            if wanted is not None and found.exercise not in ("", wanted.slug):
                continue
            yield found.but(
                sender=Sender(found.slip.student),
                received=entry.modified,
                seen=found.slip.sent,
                says="what the slip inside says",
                owner=entry.owner,
            )


class Packed:
    """One archive of `dlgrade submit`, opened as the source itself."""

    name = "an archive made by dlgrade submit"
    stated = False

    @staticmethod
    def fits(tree: Tree, _course: Course) -> bool:
        """Whether a slip lies at its top."""
        return tree.path.is_file() and any(entry.parts == (MANIFEST,) for entry in tree.entries)

    @staticmethod
    def read(tree: Tree, course: Course, wanted: Exercise | None) -> Iterator[Delivery]:
        """Return what it holds, as one of a folder of archives."""
        yield from Archives.read(Tree(tree.path, [of_file(tree.path)]), course, wanted)


class Students:
    """A plain folder: `<student>/[<exercise>/]file.py`."""

    name = "a folder for each student"
    stated = False

    @staticmethod
    def fits(tree: Tree, _course: Course) -> bool:
        """Whether there are Python files, notebooks or archives in folders."""
        return any(len(entry.parts) > 1 and entry.name.endswith((*CODE, *SUFFIXES)) for entry in tree.entries)

    @staticmethod
    def read(tree: Tree, course: Course, wanted: Exercise | None) -> Iterator[Delivery]:
        """Return a submission for each student's folder, or for each exercise's folder inside it."""
        known = {exercise.slug: exercise for exercise in course.exercises}
        for top, entries in tree.tops().items():
            inside = [entry.below(1) for entry in entries if len(entry.parts) > 1]
            if not inside:
                if top.endswith((*CODE, *SUFFIXES)):
                    yield Delivery(one_line(top), Sender(), problem="lies in no student's folder")
                continue
            slugs = [slug for slug in known if any(each.parts[0] == slug and len(each.parts) > 1 for each in inside)]
            for slug in slugs:
                if wanted is None or slug == wanted.slug:
                    files = [each.below(1) for each in inside if each.parts[0] == slug and len(each.parts) > 1]
                    yield _of_student(f"{top}/{slug}", top, files, course, known[slug])
            rest = [each for each in inside if each.parts[0] not in slugs]
            if any(each.name.endswith((*CODE, *SUFFIXES)) for each in rest) or not slugs:
                yield _of_student(top, top, rest, course, wanted)


def _of_student(place: str, student: str, files: list[Entry], course: Course, wanted: Exercise | None) -> Delivery:
    found = delivery(place, Sender(student, name=student), files, course, wanted)
    stamps = [each for each in files if each.parts == (TIMESTAMP,)]
    said = (stamps[0].read(100) or b"").decode("utf-8", "replace") if stamps else ""
    python = [each for each in files if each.name.endswith((*CODE, *SUFFIXES))]
    return found.but(received=moment_of(said.strip()) or latest(python, "modified"))


def exchange_of(path: Path) -> tuple[Path, str]:
    """Return an exchange as nbgrader's settings want it, its root and a course id; no id if a path names no course."""
    path = path.absolute()
    path = path.parent if path.name == INBOUND else path
    return (path.parent, path.name) if (path / INBOUND).is_dir() else (path, "")


def inbound_of(path: Path, course_id: str) -> Path:
    """Return an exchange's folder of submissions where a path names the exchange, a course in it, or that folder."""
    if path.is_dir() and path.name != INBOUND:
        for place in (path / INBOUND, path / course_id / INBOUND):
            if place.is_dir():
                return place
        with contextlib.suppress(OSError):
            if courses := [each.name for each in sorted(path.iterdir()) if (each / INBOUND).is_dir()]:
                raise UsageError(
                    f"{path}: is an exchange without the course {course_id}: name one of {', '.join(courses[:6])}, "
                    f"such as {path / courses[0]}"
                )
    return path
