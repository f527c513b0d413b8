"""Make a kit: record every exercise, write the files, and prove that the solution passes by what the kit holds."""

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import dlgrade
from dlgrade.answers import Shipped, pack
from dlgrade.course import Course, Exercise, Withheld, open_course
from dlgrade.errors import CourseError, DlgradeError, UsageError
from dlgrade.grade import Settings, answers_folder, checks_of, grade
from dlgrade.kit.contents import COURSE, facts_of, files, name_of
from dlgrade.kit.packing import write
from dlgrade.kit.recording import record
from dlgrade.oracle import torch_version
from dlgrade.student import from_sources
from dlgrade.truth import digests_of, siblings_of
from dlgrade.turns import each_in_turn

_KEPT = "kits"  # among the stored answers: archives that were made before


@dataclass(frozen=True)
class Made:
    """A kit: where it is, and what is in it."""

    place: Path
    size: int
    checks: dict[str, int] = field(default_factory=dict)
    withheld: dict[str, Withheld] = field(default_factory=dict)


@dataclass(frozen=True)
class _Archive:
    """An exercise's part of a kit."""

    slug: str
    content: bytes
    checks: int
    withheld: Withheld
    torch: str


def make(
    course: Course,
    exercises: Sequence[Exercise],
    settings: Settings,
    *,
    out: Path | None = None,
    jobs: int = 1,
    on_exercise: Callable[[str], None] = lambda slug: None,
) -> Made:
    """Write a kit of some exercises: a zip file or a folder, whole or not at all.

    UsageError if the place is taken; CourseError if an exercise cannot be handed out.
    """
    if course.kit is not None:
        raise UsageError(f"{course.root}: is a kit already: a kit is made where the solutions are")
    if settings.key.official:
        raise UsageError("a kit holds the inputs of practice, which are public: make it without --key")
    place = _place(course, out)
    archives: dict[str, _Archive] = {}
    for made in each_in_turn(_archive, course, exercises, settings, jobs=jobs):
        archives[made.slug] = made
        on_exercise(made.slug)
    withheld = {slug: each.withheld for slug, each in archives.items()}
    torch = next((each.torch for each in archives.values() if each.torch), "")
    content = files(
        course, exercises, {slug: each.content for slug, each in archives.items()}, facts_of(course, withheld, torch)
    )
    with tempfile.TemporaryDirectory(prefix="dlgrade-kit-") as name:
        folder = Path(name) / "kit"
        for path, text in content.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text)
        for problem in each_in_turn(partial(_proved, folder / COURSE), course, exercises, settings, jobs=jobs):
            if problem:
                raise CourseError(problem)
        size = write(place, folder, content)
    return Made(place, size, {slug: each.checks for slug, each in archives.items()}, withheld)


def _place(course: Course, out: Path | None) -> Path:
    if out is None:
        return Path(name_of(course))
    if out.suffix == ".zip":
        if out.is_dir():
            raise UsageError(f"{out}: is a folder: name a file that ends in .zip")
        return out
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out}: holds something already: name a new folder, or a file that ends in .zip")
    return out


def _archive(course: Course, exercise: Exercise, settings: Settings) -> _Archive:
    """Record an exercise, or take what was recorded of the very same before."""
    infos = checks_of(exercise)
    hidden = [info for info in infos if info.hidden]
    kept = (settings.answers or answers_folder(settings.key)) / _KEPT / f"{_version(course, exercise, settings)}.zip"
    content = _read(kept)
    if content is None:
        recorded = record(course, exercise, settings)
        content = pack(recorded.index, recorded.checks)
        _keep(kept, content)
    with tempfile.TemporaryDirectory(prefix="dlgrade-kit-") as name:
        path = Path(name) / "answers.zip"
        path.write_bytes(content)
        torch = Shipped(path).index.made_by
    withheld = Withheld(len(hidden), sum(info.points for info in hidden))
    return _Archive(exercise.slug, content, len(infos) - len(hidden), withheld, torch)


def _version(course: Course, exercise: Exercise, settings: Settings) -> str:
    """Return a digest of all that decides what is recorded: the exercise, what it builds on, and dlgrade itself."""
    digests, siblings = digests_of(course, exercise), siblings_of(course, exercise)
    engine = sorted(Path(dlgrade.__file__).parent.rglob("*.py"))
    parts = [
        digests.checks, digests.mistakes, settings.key.id, str(settings.draw), torch_version(),
        *(text for _, text in siblings.values()), *(path.read_text("utf-8") for path in engine),
    ]  # fmt: skip
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _read(path: Path) -> bytes | None:
    try:
        content = path.read_bytes()
        zipfile.ZipFile(io.BytesIO(content)).testzip()
    except (OSError, zipfile.BadZipFile):
        return None
    return content


def _keep(path: Path, content: bytes) -> None:
    """Keep an archive for the next time; a disk that refuses costs time only."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial_ = path.with_name(path.name + ".partial")
        partial_.write_bytes(content)
        partial_.replace(path)
    except OSError:
        return


def _proved(kit: Path, course: Course, exercise: Exercise, settings: Settings) -> str:
    """Return what is wrong if the solution does not pass every check of the kit."""
    handed = open_course(kit)
    siblings = siblings_of(course, exercise)
    solution = from_sources(exercise.topic, exercise.solution.read_text("utf-8"), siblings)
    try:
        [result] = grade(handed, handed.exercise(exercise.slug), [solution], replace(settings, named=False))
    except DlgradeError as error:
        return f"{exercise.slug}: the kit does not work: {error}"
    failed = [check for check in result.checks if check.outcome != "passed"]
    if result.faults or failed:
        said = result.faults[0] if result.faults else f"{failed[0].id}: {failed[0].message}"
        return f"{exercise.slug}: the solution does not pass by what the kit holds: {said}"
    return ""
