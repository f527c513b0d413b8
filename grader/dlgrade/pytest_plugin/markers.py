"""What a check says of itself: worth, task, visibility, and the checks it needs."""

import inspect
import math
import traceback
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from dlgrade.course import SLUG, Exercise
from dlgrade.errors import CourseError, UsageError
from dlgrade.student import USUAL, Terms

LINES = (
    "points(n, task): what passing is worth, and the task that the check belongs to",
    "hidden: students read the fact and the kind of difference, never inputs or values",
    "needs(check, ...): not reached unless these checks, which stand above, have passed",
    "prerequisite(exercise, name, ...): judges an earlier exercise's names as this one uses them, for no points",
    "seconds(call, check): limits of wall time that this check has instead of the course's",
    "scratch(mb): has a folder that the submission may write to, its working directory, up to this size",
)


@dataclass(frozen=True)
class CheckInfo:
    """One check; a parametrized function is several, of one name."""

    id: str
    task: str
    title: str
    points: float
    hidden: bool
    needs: tuple[str, ...]
    built_on: str = ""  # the earlier exercise that it judges
    provides: tuple[str, ...] = ()  # names of that exercise which are provided where it fails
    terms: Terms = USUAL

    @property
    def name(self) -> str:
        """The function's name."""
        return self.id.partition("[")[0]


def read(item: pytest.Item, exercise: Exercise, above: Sequence[CheckInfo]) -> CheckInfo:
    """Read one check's markers and docstring; CourseError with file and line if they do not fit."""
    where = f"{exercise.checks}:{(item.location[1] or 0) + 1}"
    if item.get_closest_marker("prerequisite") is not None:
        return _prerequisite(item, exercise, where)
    points = item.get_closest_marker("points")
    if points is None or len(points.args) != 1 or "task" not in points.kwargs:
        raise CourseError(
            f"{where}: {item.name} says neither worth nor task: mark it @pytest.mark.points(1, task='...')"
        )
    try:
        task = exercise.task(points.kwargs["task"]).name
    except UsageError as error:
        raise CourseError(f"{where}: {error}") from None
    worth = points.args[0]
    if type(worth) not in (int, float) or not 0 < worth < math.inf:
        raise CourseError(f"{where}: {item.name} is worth {worth!r}: points are a number above 0")
    needs = tuple(name for marker in item.iter_markers("needs") for name in marker.args)
    names = {info.name for info in above}
    for name in needs:
        if name not in names:
            raise CourseError(f"{where}: {item.name} needs {name}, which no check above it is called")
    hidden = item.get_closest_marker("hidden") is not None
    terms = _terms(item, where)
    return CheckInfo(item.name, task, _title(item, where), float(points.args[0]), hidden, needs, terms=terms)


def _prerequisite(item: pytest.Item, exercise: Exercise, where: str) -> CheckInfo:
    """Read the markers of a check that judges what an earlier exercise left, and is worth nothing here."""
    marker = item.get_closest_marker("prerequisite")
    slug, *names = (marker.args if marker else ()) or ("",)
    if not isinstance(slug, str) or not SLUG.fullmatch(slug) or not slug < exercise.slug or not names:
        raise CourseError(
            f"{where}: {item.name} names no earlier exercise and what it judges of it: mark it "
            "@pytest.mark.prerequisite('06_convolution', 'Conv2d')"
        )
    if item.get_closest_marker("points") is not None:
        raise CourseError(f"{where}: {item.name} is a prerequisite, and earned its points in {slug}: take points off")
    if item.get_closest_marker("needs") is not None or item.get_closest_marker("hidden") is not None:
        raise CourseError(
            f"{where}: {item.name} is a prerequisite: others may need it; it needs nothing and is visible"
        )
    title, terms = _title(item, where), _terms(item, where)
    return CheckInfo(item.name, slug, title, 0.0, False, (), built_on=slug, provides=tuple(names), terms=terms)


def _title(item: pytest.Item, where: str) -> str:
    doc = inspect.getdoc(getattr(item, "function", None)) or ""
    if not doc:
        raise CourseError(f"{where}: {item.name} has no docstring: its first line is what the student reads")
    return doc.splitlines()[0].rstrip(".")


def _terms(item: pytest.Item, where: str) -> Terms:
    """Read what a check allows that the course's limits do not."""
    wanted: dict[str, float] = {}
    for name, keys in (("seconds", ("call", "check")), ("scratch", ("mb",))):
        marker = item.get_closest_marker(name)
        if marker is None:
            continue
        values = marker.kwargs
        if (
            marker.args
            or tuple(values) != keys
            or any(type(value) not in (int, float) or not 0 < value < math.inf for value in values.values())
        ):
            raise CourseError(
                f"{where}: {item.name}: mark it @pytest.mark.{name}({', '.join(f'{key}=10' for key in keys)})"
            )
        wanted |= values
    return Terms(wanted.get("call"), wanted.get("check"), int(wanted.get("mb", 0)))


def uncollectable(checks: Path, error: BaseException) -> CourseError:
    """Say in which line of a check file what went wrong while it was collected."""
    error = error.__cause__ or error
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(checks)]
    text = f"{type(error).__name__}: {error}"
    if isinstance(error, pytest.fail.Exception):
        text = str(error)
    elif isinstance(error, SyntaxError):
        text = error.msg
        lines = [error.lineno] if error.filename == str(checks) else lines
    return CourseError(f"{checks}:{lines[-1] if lines else 1}: {text}")


def by_task(checks: Sequence[CheckInfo], exercise: Exercise) -> list[int]:
    """Return the checks' places in the order of their tasks, so that a worker serves one task from first to last.

    If a check then came before one that it needs, the file's order stays.
    """
    tasks = [task.name for task in exercise.tasks]
    order = sorted(
        range(len(checks)), key=lambda place: -1 if checks[place].built_on else tasks.index(checks[place].task)
    )
    done: set[str] = set()
    for place in order:
        if not done.issuperset(checks[place].needs):
            return list(range(len(checks)))
        done.add(checks[place].name)
    return order


def needed_by(tasks: Collection[str], checks: Sequence[CheckInfo], only: Collection[str] = ()) -> set[str]:
    """Return the ids of some tasks' checks, of some named by their ids, and of all that these need."""
    ids = {info.id for info in checks if info.task in tasks or info.id in only}
    for info in reversed(checks):  # what a check needs stands above it
        if info.id in ids:
            ids |= {other.id for other in checks if other.name in info.needs}
    return ids


def unmet(info: CheckInfo, failed: Iterable[CheckInfo]) -> CheckInfo | None:
    """Return the first needed check that did not pass."""
    return next((other for other in failed if other.name in info.needs), None)
