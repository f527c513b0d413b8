"""The author's journeys: a new exercise, and the stubs cut from the solutions."""

from dataclasses import dataclass
from pathlib import Path

from dlgrade.course import SLUG, Course, Exercise, taken
from dlgrade.errors import CourseError, UsageError
from dlgrade.stubs import cut, uncut

_REPLACED = ".replaced"
_PICTURES = (".svg", ".png")  # what browsers show and READMEs embed


@dataclass(frozen=True)
class Change:
    """A file of exercises/ that is not what solutions/ say: missing, different, or of no exercise."""

    path: Path
    wanted: bytes | None
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


def changes(course: Course) -> list[Change]:
    """Return what `sync` would write or remove."""
    wanted: dict[Path, bytes] = {}
    for exercise in course.exercises:
        wanted.update(_handed_out(exercise))
    root = course.root / "exercises"
    there = {path for path in root.rglob("*") if path.is_file() and not _private(path.relative_to(root))}
    found = [Change(path, content, "is missing") for path, content in wanted.items() if path not in there]
    found += [
        Change(path, wanted[path], "is not what the solution says")
        for path in wanted
        if path in there and _unix(path.read_bytes()) != _unix(wanted[path])
    ]
    return found + [Change(path, None, "belongs to no exercise") for path in sorted(there - wanted.keys())]


def sync(course: Course) -> list[Change]:
    """Write exercises/ from solutions/; a file that somebody has worked in is kept under exercises/.replaced."""
    found = changes(course)
    root = course.root / "exercises"
    for change in found:
        if change.path.exists() and (change.wanted is None or _worked_in(change.path.read_bytes(), change.wanted)):
            kept = _free(root / _REPLACED / change.path.relative_to(root))
            kept.parent.mkdir(parents=True, exist_ok=True)
            change.path.replace(kept)
        if change.wanted is not None:
            change.path.parent.mkdir(parents=True, exist_ok=True)
            change.path.write_bytes(change.wanted)
    return found


def _unix(content: bytes) -> bytes:
    """Return text with line ends as solutions/ have them, whatever a checkout made of them."""
    return content.replace(b"\r\n", b"\n")


def _worked_in(content: bytes, stub: bytes) -> bool:
    """Whether a file lacks a marker of the stub, where somebody has written."""
    return uncut(content.decode("utf-8", "replace")) < uncut(stub.decode("utf-8", "replace"))


def new(course: Course, slug: str) -> list[Path]:
    """Write the skeleton of an exercise, which passes `selftest` as it is; nothing is overwritten."""
    if not SLUG.fullmatch(slug):
        raise UsageError(
            f"{slug!r} is no name for an exercise: two digits, an underscore, a topic, like 13_transformers"
        )
    if taken(slug[3:]):
        raise UsageError(f"{slug[3:]!r} is a name that Python has taken: choose another topic")
    number = int(slug[:2])
    for exercise in course.exercises:
        if exercise.number == number:
            raise UsageError(f"{exercise.slug} is number {number:02d} already: take another")
    topic = slug[3:]
    folder = course.root / "solutions" / slug
    files = {folder / name.format(topic=topic): text for name, text in _SKELETON.items()}
    files[course.reference / f"{topic}.py"] = _REFERENCE
    for path in files:
        if path.exists():
            raise CourseError(f"{path}: exists already: remove it or take another name")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            text.replace("@topic@", topic)
            .replace("@slug@", slug)
            .replace("@Title@", topic.replace("_", " ").capitalize()),
            "utf-8",
        )
    return list(files)


def _handed_out(exercise: Exercise) -> dict[Path, bytes]:
    """Return what students get: the stub, the README as it is, and the pictures beside it."""
    readme = exercise.folder / "README.md"
    if not readme.exists():
        raise CourseError(f"{readme}: does not exist: say in a page what the exercise is about")
    pictures = [path for path in exercise.folder.iterdir() if path.suffix in _PICTURES]
    return {
        exercise.stub: cut(exercise.solution.read_text("utf-8"), exercise.solution).encode(),
        **{exercise.stubs / path.name: path.read_bytes() for path in [readme, *sorted(pictures)]},
    }


def _free(path: Path) -> Path:
    """Return a path that nothing has yet: what was put aside before stays."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}.{number}{path.suffix}")
    return free


def _private(name: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in name.parts)


_SKELETON = {
    "README.md": """# @Title@

What is it for, on one page: the idea, the formula, one example in numbers.

## Before you begin

- `dlgrade check @topic@` judges your file.
""",
    "{topic}.py": '''"""@Title@: say in one line what students will have built."""

import numpy as np


def double(x: np.ndarray) -> np.ndarray:
    """Double every entry.

    x:       any shape, floating
    returns: same shape and dtype
    example: double([1, 2]) -> [2, 4]
    """
    ### BEGIN SOLUTION
    return 2 * np.asarray(x)
    ### END SOLUTION
''',
    "check_{topic}.py": '''"""Checks of @slug@."""

import pytest
from dlgrade.compare import assert_matches


@pytest.mark.points(1, task="double")
def test_every_entry_is_doubled(student, reference, rng):
    """double(x) is 2x, entry by entry."""
    x = rng.normal(size=(2, 3))
    assert_matches(student.double(x), reference.double(x), name="double(x)")


@pytest.mark.points(1, task="double")
@pytest.mark.hidden
def test_any_shape_is_doubled(student, reference, rng):
    """double is right for every shape."""
    x = rng.normal(size=(2, 1, 5))
    assert_matches(student.double(x), reference.double(x), name="double(x)")
''',
    "mistakes/squared.py": '''"""This squares x: 2x adds x to itself."""


def double(x):
    return np.asarray(x) ** 2
''',
    "hints.toml": """# Three hints a task, each closer to the code; `dlgrade hint double` gives one at a time.

[double]
idea = '''
What to think of, in a sentence or two, without a formula: twice as much of everything.
'''
formula = '''
With x of any shape:
  double(x) = 2 x, entry by entry
'''
line = '''
The line that decides it, and why: `2 * np.asarray(x)` makes a new array, and takes lists as well, of which 2 * x would
make a list that is twice as long.
'''
""",
    "variants/added.py": '''"""x added to itself."""


def double(x):
    return np.asarray(x) + x
''',
}
_REFERENCE = '''"""@Title@ in torch; gradients come from autograd."""

from torch import Tensor


def double(x: Tensor) -> Tensor:
    """Double every entry."""
    return 2 * x
'''
