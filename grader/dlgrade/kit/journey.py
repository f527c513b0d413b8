"""Make a kit: record every exercise, write the files, and prove that the solution passes by what the kit holds."""

import hashlib
import io
import shutil
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
from dlgrade.kit.recording import record
from dlgrade.oracle import torch_version
from dlgrade.student import from_sources
from dlgrade.truth import digests_of, siblings_of
from dlgrade.turns import each_in_turn

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file knows, so that one kit has the same bytes every time
_PLAIN = 0o100644
_KEPT = "kits"  # beside the stored answers: archives that were made before


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
        size = _write(place, folder, content)
    return Made(place, size, {slug: each.checks for slug, each in archives.items()}, withheld)


def unpack(archive: Path, target: Path) -> None:
    """Put the course of a kit's zip file where a desk's course is, in place of an older one.

    UsageError if it is no kit; what was there stays until the new one is whole.
    """
    try:
        with zipfile.ZipFile(archive) as kit:
            names = [name for name in kit.namelist() if name.startswith(f"{COURSE}/") and not name.endswith("/")]
            wanted = {name.removeprefix(f"{COURSE}/"): kit.read(name) for name in names}
    except (OSError, zipfile.BadZipFile) as error:
        raise UsageError(f"{archive}: is no kit: {error}") from None
    if not wanted or any(".." in Path(name).parts or Path(name).is_absolute() for name in wanted):
        raise UsageError(f"{archive}: is no kit: it holds no folder {COURSE}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".dlgrade-", dir=target.parent))
        try:
            for name, content in wanted.items():
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                (fresh / name).write_bytes(content)
            open_course(fresh)  # CourseError, before anything is replaced
            fresh.chmod(0o755)
            if target.exists():
                target.rename(fresh.with_name(fresh.name + ".old"))
            fresh.rename(target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.rmtree(fresh.with_name(fresh.name + ".old"), ignore_errors=True)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror}") from None


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
    kept = answers_folder(settings.key).with_name(_KEPT) / f"{_version(course, exercise, settings)}.zip"
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


def _write(place: Path, folder: Path, content: dict[str, bytes]) -> int:
    """Write the kit where it is wanted, and return its size in bytes."""
    try:
        place.absolute().parent.mkdir(parents=True, exist_ok=True)
        if place.suffix != ".zip":
            shutil.copytree(folder, place, dirs_exist_ok=True)
            return sum(len(each) for each in content.values())
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w") as archive:
            for name, text in sorted(content.items()):
                entry = zipfile.ZipInfo(name, _MOMENT)
                entry.create_system, entry.external_attr = 3, _PLAIN << 16  # Unix
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, text)
        partial_ = place.with_name(place.name + ".partial")
        partial_.write_bytes(zipped.getvalue())
        partial_.replace(place)
    except OSError as error:
        raise DlgradeError(f"{place}: the kit cannot be written: {error.strerror}") from None
    return len(zipped.getvalue())
