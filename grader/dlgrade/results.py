"""The graded submission as one versioned document; every report and export is made from it."""

import contextlib
import inspect
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from dlgrade.errors import DlgradeError

SCHEMA_VERSION = 1
Outcome = Literal["passed", "failed", "not_reached", "error"]


class CheckResult(msgspec.Struct, frozen=True, kw_only=True):
    """What one check found; `inputs` and `outputs` are SHA-256 of all that was asked and all that came back.

    A prerequisite's task is the earlier exercise whose work it judges, for no points.
    A hidden check's texts never hold inputs, expected values or text from the student's process.
    """

    id: str
    task: str
    title: str
    hidden: bool
    prerequisite: bool = False
    outcome: Outcome
    points: float
    max_points: float
    message: str = ""
    diagnosis: str = ""
    mistake: str = ""
    hint: str = ""
    inputs: str = ""
    outputs: str = ""
    seconds: float = 0.0


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """So much of a result as says when it was made, which is read much faster than the whole."""

    schema_version: int
    started: str


class Digests(msgspec.Struct, frozen=True, kw_only=True):
    """SHA-256 of what was graded and of what graded it, in hexadecimal; `mistakes` decide hints, and no points."""

    submission: str
    checks: str
    mistakes: str = ""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One submission, one exercise, one run.

    `problem` says why the submission as a whole could not be run, `notes` are for its author, and `faults` say to the
    instructor where the grader itself failed; checks with such a fault count neither for nor against the student.
    """

    schema_version: int = SCHEMA_VERSION
    exercise: str
    student: str
    points: float
    max_points: float
    isolation: str
    key_id: str
    draw: int
    device: str
    versions: dict[str, str]
    digests: Digests
    started: str
    seconds: float
    checks: list[CheckResult]
    problem: str = ""
    notes: list[str] = []
    faults: list[str] = []

    @property
    def passed(self) -> bool:
        """Whether every check passed; no check at all is no pass, and prerequisites are another exercise's."""
        own = [check for check in self.checks if not check.prerequisite]
        return bool(own) and all(check.outcome == "passed" for check in own)

    @property
    def faulty(self) -> bool:
        """Whether the grader itself failed somewhere."""
        return any(check.outcome == "error" for check in self.checks)

    def verdicts(self) -> list[tuple[str, str, float, str, str]]:
        """Return what must be the same whenever and wherever this submission is graded again."""
        return [(check.id, check.outcome, check.points, check.diagnosis, check.mistake) for check in self.checks]


_Document = TypeVar("_Document", Result, Outline)


def write(result: Result, path: Path) -> None:
    """Write a result as JSON, whole or not at all."""
    text = msgspec.json.format(msgspec.json.encode(result), indent=2)
    temporary = path.with_name(path.name + ".partial")
    try:
        temporary.write_bytes(text + b"\n")
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise DlgradeError(f"{path}: the result cannot be written: {error.strerror}") from None


def read(path: Path) -> Result:
    """Read a result; DlgradeError if it is not one."""
    return _read(path, Result)


def outline(path: Path) -> Outline:
    """Read when a result was made; DlgradeError if it is not a result."""
    return _read(path, Outline)


def _read(path: Path, kind: type[_Document]) -> _Document:
    try:
        result = msgspec.json.decode(path.read_bytes(), type=kind)
    except OSError as error:
        raise DlgradeError(f"{path}: {error.strerror}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DlgradeError(f"{path}: not a result: {error}") from None
    if result.schema_version != SCHEMA_VERSION:
        raise DlgradeError(f"{path}: a result of version {result.schema_version}; this dlgrade reads {SCHEMA_VERSION}")
    return result


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a result; `docs/result.schema.json` is this, published."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "dlgrade result",
        **_tidied(msgspec.json.schema(Result)),
    }


def _tidied(part: Any) -> Any:
    """Return a schema with docstrings without their indent, as not every release of msgspec has them."""
    if isinstance(part, dict):
        return {
            name: inspect.cleandoc(each) if name == "description" and isinstance(each, str) else _tidied(each)
            for name, each in part.items()
        }
    return [_tidied(each) for each in part] if isinstance(part, list) else part
