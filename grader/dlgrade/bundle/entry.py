"""What runs inside the archive, for one submission: judge it, and write results.json whatever happens."""

import json
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from dlgrade.bundle import contents
from dlgrade.bundle.contents import Bundle
from dlgrade.bundle.handed_in import find_submission
from dlgrade.classroom import Attempt, Standing
from dlgrade.classroom.policies import Tried, dropped_of, standings_of
from dlgrade.classroom.records import whole
from dlgrade.course import Course, open_course
from dlgrade.errors import DlgradeError, UsageError
from dlgrade.exports import gradescope, prairielearn
from dlgrade.grade import Settings, grade
from dlgrade.keys import PRACTICE, read_key
from dlgrade.results import Result
from dlgrade.sandbox import obtain
from dlgrade.student import Submission, from_sources
from dlgrade.truth import siblings_of

_METADATA_LIMIT = 10 << 20  # bytes


@dataclass(frozen=True)
class System:
    """Where a system puts things, from its root, and what it reads."""

    source: str
    submission: str
    metadata: str
    document: Callable[[Standing, Bundle], dict[str, Any]]
    not_judged: Callable[[], dict[str, Any]]


SYSTEMS = {
    "gradescope": System(
        "source",
        "submission",
        "submission_metadata.json",
        lambda standing, bundle: gradescope.document(standing, hidden=bundle.hidden),
        gradescope.not_judged,
    ),
    "prairielearn": System(
        "tests",
        "student",
        "data/data.json",
        lambda standing, _: prairielearn.document(standing),
        prairielearn.not_judged,
    ),
}


def autograde(name: str, root: Path, say: Callable[[str], None]) -> None:
    """Judge the submission that lies in a system's folders, and write results.json.

    What goes wrong in the grader is said to be no fault of the student's; what it is, `say` tells instructors alone.
    """
    system = SYSTEMS[name]
    place = root / "results" / "results.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    _write(place, system.not_judged())  # so that something is there if this is killed
    try:
        bundle, course = _opened(root / system.source)
        submission = find_submission(root / system.submission, course, course.exercise(bundle.exercise))
        result = _judged(root / system.source, bundle, course, submission)
        standing = standing_of(result, course)
        _write(place, system.document(standing, bundle))
    except DlgradeError as error:
        say(f"grader error: {error}")
    except Exception:
        say(f"grader error: dlgrade itself failed\n{traceback.format_exc()}")
    else:
        about = _metadata(root / system.metadata)
        say(f"{about or 'one submission'}: {standing.score:g} of {standing.max_points:g}, isolation {result.isolation}")
        for fault in result.faults:
            say(f"grader error: {fault}")


def prove(name: str, root: Path, say: Callable[[str], None]) -> None:
    """Judge the course's own solution, which must earn every point; DlgradeError if it does not.

    The answers are stored on the way, and every submission is judged with them.
    """
    source = root / SYSTEMS[name].source
    bundle, course = _opened(source)
    exercise = course.exercise(bundle.exercise)
    solution = from_sources(exercise.topic, exercise.solution.read_text("utf-8"), siblings_of(course, exercise))
    result = _judged(source, bundle, course, solution)
    if not result.passed:
        wrong = [f"{check.id}: {check.message}" for check in result.checks if check.outcome != "passed"]
        raise DlgradeError(
            f"{exercise.slug}: the solution does not pass here: {'; '.join([*result.faults, *wrong][:3])}"
        )
    say(f"{exercise.slug}: the solution earns {result.points:g} of {result.max_points:g}, isolation {result.isolation}")


def standing_of(result: Result, course: Course) -> Standing:
    """Return the standing of a result that is alone; when it is due is the other system's to decide."""
    attempt = Attempt(result.student, result.exercise, Path(), None, "")
    dropped = dropped_of(course.settings, result.exercise, [check.id for check in result.checks])
    most = sum(check.max_points for check in result.checks if check.id not in dropped)
    settings = msgspec.structs.replace(course.settings, due={})
    tried = {result.exercise: [Tried(attempt, result)]}
    return standings_of(result.student, tried, {result.exercise: most}, settings)[0]


def _opened(source: Path) -> tuple[Bundle, Course]:
    path = source / contents.SETTINGS
    try:
        return msgspec.json.decode(path.read_bytes(), type=Bundle), open_course(source / contents.COURSE)
    except (OSError, msgspec.MsgspecError) as error:
        raise UsageError(f"{path}: {error}: make the archive again with dlgrade bundle") from None


def _judged(source: Path, bundle: Bundle, course: Course, submission: Submission) -> Result:
    path = source / contents.KEY
    key = PRACTICE
    if path.exists():
        path.chmod(0o600)  # which unpacking may have forgotten
        key = read_key(path)
    settings = Settings(
        key=key,
        isolation=obtain(bundle.isolation),
        answers=source / contents.ANSWERS,
        provided=bundle.provided or course.settings.provided,
        examples=True,
    )
    (result,) = grade(course, course.exercise(bundle.exercise), [submission], settings)
    return result


def _metadata(path: Path) -> str:
    """Return who handed in, where the system says so in a way that can be read."""
    try:
        if path.stat().st_size > _METADATA_LIMIT:
            return ""
        users = json.loads(path.read_bytes()).get("users", [])
        return ", ".join(str(user.get("email") or user.get("id")) for user in users)
    except (OSError, ValueError, AttributeError, TypeError):
        return ""


def _write(place: Path, document: dict[str, Any]) -> None:
    whole(place, json.dumps(document, indent=2, ensure_ascii=False).encode() + b"\n")
