"""What an autograder archive holds: the engine, the course as far as one exercise needs it, the key, and settings."""

import importlib.metadata
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

import dlgrade
from dlgrade.course import SETTINGS_NAME, Course, Exercise
from dlgrade.errors import CourseError, UsageError
from dlgrade.exports.gradescope import Visibility
from dlgrade.keys import read_key
from dlgrade.sandbox.isolation import Request

SETTINGS = "bundle.json"
KEY = "class.key"
ENGINE, COURSE, ANSWERS = "engine", "course", "answers"
REQUIREMENTS = "requirements.txt"
_UNUSED = {"README.md", "equivalents.toml", "figures.py"}
_UNUSED_FOLDERS = {"variants", "__pycache__"}
_PICTURES = {".svg", ".png", ".jpg", ".gif"}
_NEEDED = "torch"  # the extra that a grader of official inputs needs


class Bundle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an archive grades: the content of its bundle.json."""

    exercise: str
    isolation: Request = "auto"
    hidden: Visibility = "after_due_date"
    provided: bool = False


@dataclass
class Packed:
    """An archive's files by name, those that are started, and what its maker has to know."""

    files: dict[str, bytes] = field(default_factory=dict)
    started: set[str] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)
    secret: bool = False


def contents(course: Course, exercise: Exercise, bundle: Bundle, key: Path | None) -> Packed:
    """Return what every archive of an exercise holds."""
    packed = Packed(secret=key is not None)
    packed.files |= _engine()
    packed.files |= _course(course, exercise)
    packed.files[SETTINGS] = json.dumps(msgspec.to_builtins(bundle), indent=2).encode() + b"\n"
    packed.files[REQUIREMENTS] = "".join(f"{each}\n" for each in requirements()).encode()
    holds = "the course's solutions and hidden checks"
    if key is not None:
        read_key(key)
        packed.files[KEY] = key.read_bytes()
        holds = f"your key, {holds}"
    else:
        packed.warnings.append(
            "it holds no key: the inputs are those of practice, which students know; --key FILE adds one"
        )
    packed.warnings.insert(0, f"it holds {holds}: never hand it to students, and keep it out of repositories")
    if bundle.isolation == "basic":
        packed.warnings.append("it grades without a wall: code that is graded there can read what the archive holds")
    return packed


def requirements() -> list[str]:
    """Return what the engine needs to be installed, PyTorch included."""
    try:
        known = importlib.metadata.requires("dlgrade") or []
    except importlib.metadata.PackageNotFoundError:
        raise UsageError("dlgrade is not installed here, so that what it needs is not known: pip install it") from None
    found = []
    for line in known:
        need, _, extra = line.partition(";")
        if not extra or f"'{_NEEDED}'" in extra.replace('"', "'"):
            found.append(need.strip())
    return sorted(found)


def _engine() -> dict[str, bytes]:
    root = Path(dlgrade.__file__).parent
    return {f"{ENGINE}/dlgrade/{path.relative_to(root).as_posix()}": path.read_bytes() for path in _files(root)}


def _course(course: Course, exercise: Exercise) -> dict[str, bytes]:
    """Return the settings, the references, the exercise, and the modules of those that it builds on."""
    if not exercise.checks.exists():
        raise CourseError(f"{exercise.checks}: does not exist: write the exercise's checks there")
    solutions = course.root / "solutions"
    chosen = [solutions / SETTINGS_NAME, *course.reference.glob("*.py")]
    chosen += [path for path in _files(exercise.folder) if path.name not in _UNUSED and path.suffix not in _PICTURES]
    chosen += [each.solution for each in _built_on(course, exercise)]
    return {f"{COURSE}/{path.relative_to(course.root).as_posix()}": path.read_bytes() for path in sorted(chosen)}


def _built_on(course: Course, exercise: Exercise) -> list[Exercise]:
    """Return the exercises that are mentioned by this one's code, or by theirs in turn."""
    found: list[Exercise] = []
    waiting = [path.read_text("utf-8") for path in _files(exercise.folder) if path.suffix == ".py"]
    while waiting:
        text = waiting.pop()
        for other in course.exercises:
            if other in found or other.slug == exercise.slug:
                continue
            if re.search(rf"\b({other.topic}|{other.slug})\b", text):
                found.append(other)
                waiting.append(other.solution.read_text("utf-8"))
    return found


def _files(root: Path) -> Iterable[Path]:
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        hidden = any(part.startswith(".") or part in _UNUSED_FOLDERS for part in parts)
        if path.is_file() and not hidden and path.suffix != ".pyc":
            yield path
