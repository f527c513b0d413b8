"""The student's journeys: a folder of their own, what is in it, how far they are."""

import contextlib
import os
import shutil
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dlgrade import results
from dlgrade.course import SETTINGS_NAME, Course, Exercise, open_course
from dlgrade.errors import REPAIR, DlgradeError, SubmissionError, UsageError
from dlgrade.language import learn
from dlgrade.results import Result
from dlgrade.sandbox import Sandbox
from dlgrade.stubs import uncut
from dlgrade.student import Submission, read_submission
from dlgrade.student.notebooks import SUFFIX, exercise_of
from dlgrade.student.submission import is_notebook, read_bytes

if TYPE_CHECKING:
    from dlgrade.grade import Settings

_MARK = "dlgrade.toml"  # in a student's folder: where the course is
_RECORDS = ".dlgrade"
_NO_COURSE = (
    "no course found: go (cd) to the folder that you unpacked or made with `dlgrade init`, the one that holds "
    "dlgrade.toml, or name a course's folder with --course DIR"
)


@dataclass(frozen=True)
class Desk:
    """A folder with a subfolder for each exercise, and the course that judges it."""

    course: Course
    root: Path

    def __post_init__(self) -> None:
        learn(self.course.root)  # who has opened a course reads what its authors wrote

    def folder(self, exercise: Exercise) -> Path:
        """Where a student works on an exercise."""
        return self.root / exercise.slug

    def untouched(self, exercise: Exercise) -> bool:
        """Whether nothing is there but a stub, of this version of the course or another, or not even that."""
        path = self.folder(exercise) / exercise.module
        there = [each for each in (path, path.with_suffix(SUFFIX)) if each.exists()]
        with contextlib.suppress(OSError):
            texts = [each.read_text("utf-8", "replace").replace('\\"', '"') for each in there]  # JSON escapes quotes
            left = uncut(exercise.stub.read_text("utf-8")) if texts else 0
            return all(uncut(text) >= left > 0 for text in texts)
        return not there

    def submission(self, exercise: Exercise, folder: Path | None = None) -> Submission:
        """Read an exercise's submission, from the desk, or from a folder, an archive or a notebook named.

        Beside a notebook that is named lie its author's other exercises, if only in their own folders.
        """
        beside = folder.parent.parent if folder is not None and is_notebook(folder) else self.root
        own = self.folder(exercise) / exercise.module
        gone = folder is None and (self.root / _MARK).exists() and not own.exists()
        if gone and not own.parent.exists():
            raise UsageError(f"{own.parent}: does not exist: `dlgrade init .` in {self.root} puts it there again")
        found = read_submission(
            folder or own.parent,
            exercise.topic,
            siblings=self.siblings(beside),
            used=exercise.probes,
            wanted=self.course.names_in,
        )
        if not gone or own.with_suffix(SUFFIX).exists():
            return found
        return replace(found, problem=f"{found.problem}; `dlgrade init .` in {self.root} puts the stub there again")

    def siblings(self, beside: Path) -> dict[str, Path]:
        """Return where each exercise's module is: in a folder's own exercises, or else on the desk."""
        found = {}
        for each in self.course.exercises:
            paths = [root / each.slug / each.module for root in (beside, self.root)]
            there = (path for path in paths if path.exists() or path.with_suffix(SUFFIX).exists())
            found[each.topic] = next(there, paths[-1])
        return found

    def here(self, place: Path) -> Exercise | None:
        """Return the exercise whose folder someone stands in."""
        for exercise in self.course.exercises:
            if place.is_relative_to(self.folder(exercise)):
                return exercise
        return None

    def progress(self, exercise: Exercise) -> Result | None:
        """Return the latest result, or None if there is none that can be read."""
        with contextlib.suppress(DlgradeError):
            return results.read(self._record(exercise.slug))
        return None

    def edited_since(self, exercise: Exercise, result: Result | None) -> bool:
        """Whether the work is no longer what a result was given for."""
        return result is not None and result.digests.submission != self.submission(exercise).digest

    def keep(self, result: Result) -> str:
        """Keep a result for `list`; return a sentence if the folder refuses, since no verdict depends on it."""
        try:
            self._record(result.exercise).parent.mkdir(exist_ok=True)
            results.write(result, self._record(result.exercise))
        except OSError as error:
            return f"progress is not recorded: {self.root / _RECORDS}: {error.strerror}"
        except DlgradeError as error:
            return f"progress is not recorded: {error}"
        return ""

    def _record(self, slug: str) -> Path:
        return self.root / _RECORDS / f"{slug}.json"


def find_course(place: Path, named: Path | None = None) -> Course:
    """Return the course that was named, that a folder's mark names or is part of, or that dlgrade came with."""
    return find_desk(place, named).course


def find_whole_course(place: Path, named: Path | None = None) -> Course:
    """Return a course with its solutions, for whoever teaches or writes it; UsageError if only a kit is here."""
    course = find_course(place, named)
    if course.kit is not None:
        raise UsageError(
            f"{course.root}: is a kit, which holds no solutions: name the whole course with --course, or stand in it"
        )
    return course


def find_desk(place: Path, named: Path | None = None) -> Desk:
    """Return the desk that a place belongs to; UsageError that says what to do if there is no course."""
    for folder in (place, *place.parents):
        mark = folder / _MARK
        if mark.is_file():
            return Desk(open_course(named or _marked(mark)), folder)
        if named is None and (folder / "solutions" / SETTINGS_NAME).is_file():
            course = open_course(folder)
            return Desk(course, course.root / "exercises")
    root = named or _own_checkout()
    if root is None:
        near = [path.parent.name for path in sorted(place.glob(f"*/{_MARK}"))]
        raise UsageError(_NO_COURSE + (f"; there is one here: cd {near[0]}" if near else ""))
    course = open_course(root)
    return Desk(course, course.root / "exercises")


def infer_exercise(course: Course, folder: Path) -> Exercise:
    """Return the exercise whose module or notebook it is; UsageError if it is none or several."""
    if is_notebook(folder):
        return _of_notebook(course, folder)
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "does not exist"
        raise UsageError(f"{folder}: {what}: name the folder that holds your work")
    found = [
        each
        for each in course.exercises
        if any((folder / name).exists() for name in (each.module, each.topic + SUFFIX))
    ]
    if len(found) != 1:
        raise UsageError(f"{folder}: say which exercise it is for: dlgrade check EXERCISE --submission {folder}")
    return found[0]


def _of_notebook(course: Course, notebook: Path) -> Exercise:
    """Return the exercise that a notebook's name says it is for, or else what was written into it when it was made."""
    names = {notebook.stem}
    with contextlib.suppress(SubmissionError):
        names.add(exercise_of(read_bytes(notebook)))
    found = [each for each in course.exercises if names & {each.slug, each.topic}]
    if not notebook.exists():
        raise UsageError(f"{notebook}: does not exist: name the notebook that holds your work")
    if len(found) != 1:
        raise UsageError(f"{notebook}: say which exercise it is for: dlgrade check EXERCISE --submission {notebook}")
    return found[0]


def meant(name: str | None, submission: Path | None) -> tuple[str | None, Path | None]:
    """Return the exercise and the submission that somebody means: a notebook may be named in an exercise's place."""
    if name is not None and submission is None and name.endswith(SUFFIX):
        return None, Path(name)
    return name, submission


def targets(
    desk: Desk, place: Path, name: str | None, *, folder: Path | None = None, task: str | None = None
) -> list[Exercise]:
    """Return the exercises that a check is about: named, submitted, stood in, or all begun ones that have the task."""
    found = _targets(desk, place, name, folder)
    if task is None:
        return found
    having = [exercise for exercise in found if any(each.name == task for each in exercise.tasks)]
    if not having:
        found[0].task(task)  # raises, with the nearest name
    return having


def _targets(desk: Desk, place: Path, name: str | None, folder: Path | None) -> list[Exercise]:
    if name is not None:
        return [desk.course.exercise(name)]
    if folder is not None:
        return [infer_exercise(desk.course, folder)]
    here = desk.here(place)
    if here is not None:
        return [here]
    if desk.course.kit is not None and place.is_relative_to(desk.course.root):
        raise UsageError(f"{place}: is a part of the course, and holds no work of yours: go (cd) to {desk.root}")
    begun = [exercise for exercise in desk.course.exercises if not desk.untouched(exercise)]
    if not begun:
        first = desk.course.exercises[0]
        raise UsageError(f"nothing is begun in {desk.root}: write {first.slug}/{first.module}, or name an exercise")
    return begun


def check(
    desk: Desk,
    exercise: Exercise,
    settings: "Settings",
    *,
    sandbox: Sandbox | None = None,
    submission: Path | None = None,
    json_file: Path | None = None,
) -> tuple[Result, str]:
    """Judge one exercise, record the result, write the document; the second value says if recording failed."""
    from dlgrade.grade import grade  # imports pytest; what only reads folders starts without it

    (result,) = grade(desk.course, exercise, [desk.submission(exercise, submission)], settings, sandbox=sandbox)
    if json_file is not None:
        results.write(result, json_file)
    own = submission is None and settings.task is None
    return result, desk.keep(result) if own else ""


def init(course: Course, target: Path, *, beside: bool = False) -> list[str]:
    """Copy the stubs into a folder of the student's own; nothing that is there already is touched.

    beside: whether the course lies in that folder, and may be moved with it
    Returns the files that were there and were kept, as the student knows them.
    """
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target}: is a file: name a folder, or one that does not exist yet")
    if target.resolve().is_relative_to(course.root / "exercises"):
        raise UsageError(f"{target}: is the course's own folder: name one of yours")
    for exercise in course.exercises:
        if not exercise.stubs.is_dir():
            raise UsageError(f"{exercise.stubs}: does not exist: `dlgrade sync` in {course.root} writes the stubs")
    kept: list[str] = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        for source in sorted(
            path for exercise in course.exercises for path in exercise.stubs.rglob("*") if path.is_file()
        ):
            name = source.relative_to(course.root / "exercises")
            copy = target / name
            if copy.exists():
                kept.append(str(name))
                continue
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)
        (target / _MARK).write_bytes(
            b"# where dlgrade finds the course; change it if the course moves\n"
            + _toml(Path(course.root.name) if beside else course.root)
        )
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror}") from None
    return kept


def _toml(root: Path) -> bytes:
    return b"course = " + msgspec.json.encode(os.fspath(root)) + b"\n"  # a JSON string is a TOML string


def _marked(mark: Path) -> Path:
    try:
        content = tomllib.loads(mark.read_text("utf-8"))
        root = mark.parent / Path(
            content["course"]
        )  # a kit lies beside its mark; other courses are named from the root
    except (OSError, ValueError, KeyError, TypeError):
        raise UsageError(
            f'{mark}: should hold one line, course = "FOLDER": mend it, or name the course with --course'
        ) from None
    if not root.is_dir():
        raise UsageError(f"{mark}: the course is no longer at {root}: change the line, or if it was a kit's, {REPAIR}")
    return root


def _own_checkout() -> Path | None:
    """Return the checkout that this dlgrade runs from, if it does."""
    root = Path(__file__).resolve().parents[2]
    return root if (root / "solutions" / SETTINGS_NAME).is_file() else None
