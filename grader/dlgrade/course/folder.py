"""A course's folder: its settings and its exercises."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import get_args

import msgspec

import dlgrade
from dlgrade.course.exercise import SLUG, Exercise
from dlgrade.course.kit import FACTS_NAME, Facts, Withheld, read_facts
from dlgrade.course.naming import nearest, taken
from dlgrade.course.settings import HintsShown, Limits, Penalty, Settings
from dlgrade.errors import REPAIR, CourseError, NoCourseError, UsageError

SETTINGS_NAME = "course.toml"
_SOLUTIONS, _CHECKS = "solutions", "checks"


@dataclass(frozen=True)
class Course:
    """A course folder."""

    root: Path
    settings: Settings
    kit: Facts | None = None

    @property
    def source(self) -> Path:
        """The folder that has a folder for each exercise: solutions, or in a kit what may be seen of them."""
        return self.root / (_SOLUTIONS if self.kit is None else _CHECKS)

    @cached_property
    def exercises(self) -> list[Exercise]:
        """Every exercise, in order."""
        folders = [path for path in self.source.iterdir() if path.is_dir()]
        found = []
        for path in sorted(folders):
            if path.name.startswith((".", "_")):
                continue
            if not SLUG.fullmatch(path.name):
                raise CourseError(f"{path}: an exercise's folder is named like 02_activations: rename it")
            if taken(path.name[3:]):
                raise CourseError(f"{path}: Python has a module or word {path.name[3:]!r}: choose another topic")
            exercise = Exercise(path.name, path, self.root / "exercises" / path.name, self._withheld(path))
            if self.kit is None and not exercise.solution.exists():
                raise CourseError(f"{path}: holds no {exercise.module}: write it, or move the folder away")
            if self.kit is not None and not all(
                path.exists() for path in (exercise.stub, exercise.stored, exercise.checks)
            ):
                raise CourseError(f"{path}: this exercise of the kit is not whole: {REPAIR}")
            found.append(exercise)
        numbers = [exercise.number for exercise in found]
        for exercise in found:
            if numbers.count(exercise.number) > 1:
                raise CourseError(f"{exercise.folder}: two exercises are numbered {exercise.number:02d}: renumber one")
        return found

    def _withheld(self, folder: Path) -> Withheld | None:
        if self.kit is None:
            return None
        if folder.name not in self.kit.exercises:
            raise CourseError(f"{folder}: is not of this kit: move the folder away")
        return self.kit.exercises[folder.name]

    @property
    def limits(self) -> Limits:
        """What one submission may use."""
        return self.settings.limits

    @property
    def reference(self) -> Path:
        """The folder of PyTorch oracles."""
        return self.root / "reference"

    def exercise(self, name: str) -> Exercise:
        """Find an exercise as 02_activations, activations or 2, or by its folder or file; UsageError else."""
        place = Path(name)  # a shell completes folders, 02_activations/
        meant = name if ".." in place.parts else place.name.removesuffix(".py").lower()
        for exercise in self.exercises:
            if meant in (exercise.slug, exercise.topic) or (name.isdecimal() and int(name) == exercise.number):
                return exercise
        if having := [each for each in self.exercises if any(task.name == name for task in each.tasks)]:
            raise UsageError(f"{name} is a task of {having[0].slug}: dlgrade check {having[0].slug} --task {name}")
        known = [exercise.slug for exercise in self.exercises]
        topics = {exercise.topic: exercise.slug for exercise in self.exercises}
        if name.isdecimal():
            raise UsageError(f"there is no exercise {name}; `dlgrade list` shows them all")
        raise UsageError(f"there is no exercise {name!r}{nearest(name, [*known, *topics], topics)}")

    def names_in(self, topic: str) -> frozenset[str]:
        """Return the names of an exercise's tasks, by its topic; none if there is no such exercise."""
        return frozenset(task.name for each in self.exercises if each.topic == topic for task in each.tasks)


def open_course(root: Path) -> Course:
    """Read a course folder, or a kit's; CourseError with file and reason if it is not one."""
    path = root / _CHECKS / FACTS_NAME
    kit = read_facts(path) if path.is_file() else None
    if kit is None:
        path = root / _SOLUTIONS / SETTINGS_NAME
    settings = kit.settings if kit is not None else _settings(root, path)
    fits = _fits(settings.engine)
    if fits is None:
        raise CourseError(f"{path}: engine = {settings.engine!r} is not a version specifier such as '>=0.1'")
    if not fits:
        raise CourseError(
            f"{path}: needs dlgrade {settings.engine}, this is {dlgrade.__version__}: pip install -U dlgrade"
        )
    return Course(root.resolve(), settings, kit)


def _settings(root: Path, path: Path) -> Settings:
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise NoCourseError(
            f"{root}: not a course: it has no solutions/{SETTINGS_NAME}; name another with --course"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: {error}") from None
    except OSError as error:
        raise CourseError(f"{path}: {error.strerror}") from None
    if nans := [name for name, value in raw.get("limits", {}).items() if value != value]:
        raise CourseError(f"{path}: {nans[0]} is not a number")
    try:
        return msgspec.convert(raw, Settings)
    except msgspec.ValidationError as error:
        raise CourseError(f"{path}: {error}{_allowed(str(error))}") from None


def _allowed(error: str) -> str:
    """Say what may be written where something else was."""
    if "$.late.penalty" in error:
        return f"; it is one of {', '.join(get_args(Penalty))}"
    if "$.hints" in error:
        return f"; it is {' or '.join(get_args(HintsShown))}"
    if "$.counts" in error:
        return "; it is last or best"
    if "$.due" in error:
        return "; a due date is written as 2026-10-01T23:59:00"
    return ""


def _fits(engine: str) -> bool | None:
    """Whether this dlgrade is of a version that a course asks for; None if it asks for nothing that makes sense."""
    least = engine.removeprefix(">=")
    if engine == f">={least}" and f"{dlgrade.__version__}.".startswith(f"{least}."):
        return True
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # takes as long to import as all of this room

    try:
        return SpecifierSet(engine).contains(dlgrade.__version__, prereleases=True)
    except InvalidSpecifier:
        return None
