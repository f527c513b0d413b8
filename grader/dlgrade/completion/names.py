"""The names that could be meant here: exercises, tasks, students, checks. What cannot be read has none."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_SIGNS = ("solutions/course.toml", "checks/kit.json")  # of a course, and of a kit
_MARK = "dlgrade.toml"  # in a student's folder and in a class's: where the course is
_COURSE = re.compile(r'(?m)^course\s*=\s*("(?:[^"\\\n]|\\.)*")')
_SLUG = re.compile(r"\d{2}_[a-z][a-z0-9_]*")
_TASK = re.compile(r"(?m)^(?:def|class) ([A-Za-z]\w*)")
_CHECK = re.compile(r"(?m)^def (test_\w+)")
_GRADED_CHECK = re.compile(r'"id":\s*"(test_[^"\\]*)"')
_PLAIN = re.compile(r"[\w.@%+=:,/\[\]-]+")  # what every shell takes as it stands
_ENTRIES = 5_000  # of a folder or a roster: a shell waits for the answer
_CHARACTERS = 1_000_000  # of a file


@dataclass(frozen=True)
class Place:
    """Where somebody stands, and what they have named on the command line already."""

    here: Path
    course: Path | None = None
    classroom: Path | None = None

    def course_root(self) -> Path | None:
        """Return the folder of the course, or of the kit, that would be found here; None if there is none."""
        return next((each for each in self._courses() if any((each / name).is_file() for name in _SIGNS)), None)

    def exercises(self) -> list[str]:
        """Return the slugs of the course that would be found here, or of the folders of a desk without one."""
        marked = self._marked()
        roots = [each / name for each in self._courses() for name in ("solutions", "exercises", "")]
        for folder in [*roots, *([marked] if marked else [])]:
            found = sorted(name for name in _names(folder) if _SLUG.fullmatch(name))
            if found:
                return found
        return []

    def exercise(self, name: str | None) -> str | None:
        """Return the slug that a name means, or the exercise whose folder one stands in; None if it is neither."""
        slugs = self.exercises()
        if name:
            return next((slug for slug in slugs if name in _forms(slug)), None)
        return next((part for part in reversed(self.here.parts) if part in slugs), None)

    def tasks(self, exercise: str | None) -> list[str]:
        """Return the tasks of an exercise, or those of all."""
        chosen = self.exercise(exercise)
        found: dict[str, None] = {}
        for slug in [chosen] if chosen else [] if exercise else self.exercises():
            found |= dict.fromkeys(_TASK.findall(self._module(slug)))
        return list(found)

    def students(self) -> list[str]:
        """Return who is on the class's roster, and whoever else handed something in."""
        root = self._class()
        if root is None:
            return []
        import csv  # a shell waits: loaded where it is needed

        rows = csv.DictReader(_text(root / "roster.csv").lstrip("\ufeff").splitlines())
        listed = [(row.get("id") or "").strip() for row in itertools.islice(rows, _ENTRIES)]
        return sorted({*filter(None, listed), *_names(root / "submitted")})

    def checks(self, exercise: str | None, student: str | None = None) -> list[str]:
        """Return the checks that a student's result names, or else the functions that the exercise's checks are."""
        slug = self.exercise(exercise) if exercise else None
        root = self._class()
        if slug is None:
            return []
        if root is not None and student and Path(student).name == student:
            folder = root / "graded" / student / slug
            for result in sorted((name for name in _names(folder, files=True) if name.endswith(".json")), reverse=True):
                found = _GRADED_CHECK.findall(_text(folder / result))
                if found:
                    return list(dict.fromkeys(found))
        for course in self._courses():
            found = _CHECK.findall(_text(course / "solutions" / slug / f"check_{slug[3:]}.py"))
            if found:
                return found
        return []

    def _module(self, slug: str) -> str:
        """Return the text that tells an exercise's tasks: the solution, the stub, or the student's own."""
        marked = self._marked()
        folders = [course / name / slug for course in self._courses() for name in ("solutions", "exercises", "")]
        folders += [marked / slug] if marked else []
        return next(filter(None, (_text(folder / f"{slug[3:]}.py") for folder in folders)), "")

    def _marked(self) -> Path | None:
        return next((each for each in (self.here, *self.here.parents) if (each / _MARK).is_file()), None)

    def _class(self) -> Path | None:
        found = self.classroom or self._marked()
        return found if found and (found / "roster.csv").is_file() else None

    def _courses(self) -> Iterator[Path]:
        """Yield where the course may be, the likeliest first: as it is named, as it is marked, the one around here."""
        if self.course is not None:
            yield self.course
            return
        for folder in [self.classroom] if self.classroom else [self.here, *self.here.parents]:
            named = _COURSE.search(_text(folder / _MARK))
            if named:
                import json

                yield folder / json.loads(named[1])
                return
            if (folder / "solutions" / "course.toml").is_file():
                yield folder
                return
        yield Path(__file__).resolve().parents[3]  # the checkout that this dlgrade runs from, if it does


def matching(names: Iterable[str], typed: str) -> list[str]:
    """Return the names that begin as typed, of those that a shell takes without quotes."""
    return [name for name in names if name.startswith(typed) and _PLAIN.fullmatch(name)]


def matching_exercises(slugs: Iterable[str], typed: str) -> list[str]:
    """Return the slugs that a beginning can mean: of the slug, of its topic, or of its number."""
    return [slug for slug in slugs if any(form.startswith(typed) for form in _forms(slug))]


def _forms(slug: str) -> tuple[str, str, str]:
    return slug, slug[3:], str(int(slug[:2]))


def _names(folder: Path, *, files: bool = False) -> list[str]:
    try:
        found = itertools.islice(folder.iterdir(), _ENTRIES)
        return [each.name for each in found if each.name[0] not in "._" and (files or each.is_dir())]
    except OSError:
        return []


def _text(path: Path) -> str:
    try:
        if not path.is_file():  # a pipe would never end
            return ""
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(_CHARACTERS)
    except OSError:
        return ""
