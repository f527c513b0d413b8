"""Turn what a check raised into an outcome, and into what the student may read."""

import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from _pytest.fixtures import FixtureLookupError

from dlgrade.compare import Compared, Difference, Mismatch, beside, comparisons
from dlgrade.diagnose import explain, other_axis, own_gradient, shrink, source
from dlgrade.errors import CheckFailure, CourseError, TorchMissingError
from dlgrade.oracle import Reference
from dlgrade.pytest_plugin.markers import CheckInfo
from dlgrade.results import CheckResult, Outcome
from dlgrade.student import Conversation, Exchange, Student

GRADER_FAULT = "the check itself failed; this is not your fault and costs you nothing: tell your instructor"
_PRINTED_LIMIT = 400  # characters
UNUSABLE = "returned something that the check cannot use"


@dataclass(frozen=True)
class Seen:
    """What a visible check asked, was told and compared, for whoever shows it.

    kind:  of failure, as a hidden check names it; empty if it passed
    whole: the reference's answer that holds what was expected, with its other parts; None if none does
    """

    exchanges: Sequence[Exchange]
    compared: Sequence[Compared]
    difference: Difference | None
    kind: str
    whole: Any = None


@dataclass
class Active:
    """One run of one check, filled as it goes."""

    info: CheckInfo
    student: Student
    conversation: Conversation
    outcome: Outcome = "error"
    kind: str = ""
    message: str = GRADER_FAULT
    diagnosis: str = ""
    hint: str = ""
    fault: str = ""
    blamable: bool = False
    inputs: str = ""
    outputs: str = ""
    seconds: float = 0.0
    compared: list[Compared] = field(default_factory=list)
    difference: Difference | None = None
    whole: Any = None

    def seen(self) -> Seen:
        """Return what the check asked, was told and compared."""
        kind = self.kind if self.outcome == "failed" else ""
        return Seen(self.conversation.exchanges, self.compared, self.difference, kind, self.whole)

    def fail(self, kind: str, message: str) -> None:
        """Make it the submission's failure."""
        self.outcome, self.kind, self.message, self.fault = "failed", kind, message, ""

    def result(self, *, unveiled: bool = False) -> CheckResult:
        """Return the entry of the result document; a hidden check's holds the kind of difference alone."""
        message = self.message
        if self.info.hidden and self.outcome == "failed" and not unveiled:
            message = f"hidden check: {self.kind}"
        return CheckResult(
            id=self.info.id,
            task=self.info.task,
            title=self.info.title,
            hidden=self.info.hidden,
            prerequisite=bool(self.info.built_on),
            outcome=self.outcome,
            points=self.info.points if self.outcome == "passed" else 0.0,
            max_points=self.info.points,
            message=message,
            diagnosis=self.diagnosis,
            hint=self.hint,
            inputs=self.inputs,
            outputs=self.outputs,
            seconds=round(self.seconds, 4),
        )


def judge(
    active: Active, error: BaseException | None, when: str, *, reference: Reference | None, examples: bool
) -> None:
    """Fill in outcome and feedback from what one phase of a check raised."""
    if error is None:
        if when == "call":
            active.outcome, active.message = "passed", ""
        return
    if isinstance(error, CheckFailure):
        printed = _printed(active)
        others = beside(active.compared) if isinstance(error, Mismatch) else ""
        active.fail(error.kind, str(error) + (f"\n{others}" if others else ""))
        active.diagnosis, active.hint = error.diagnosis or "", error.hint or ""
        if isinstance(error, Mismatch):
            active.difference = error.difference
            _try_to_diagnose(active, error, reference, examples=examples)
        active.message += printed  # at the end, so that nothing a student prints can pass for what stands below it
    elif isinstance(error, AssertionError | pytest.fail.Exception) and when == "call":
        active.fail("does not hold", str(error) or "this does not hold for your code")
    elif isinstance(error, pytest.skip.Exception | pytest.xfail.Exception):
        active.fault = f"{_where(error)}: a check may not be skipped: {error}"
    else:
        said = f"fixture {error.argname!r} not found" if isinstance(error, FixtureLookupError) else error
        active.fault = f"{_where(error)}: {type(error).__name__}: {said}"
        active.blamable = when == "call" and not isinstance(error, TorchMissingError | CourseError)
        if isinstance(error, TorchMissingError):
            active.message = f"the check could not run, which costs you nothing: {error}"


def _printed(active: Active) -> str:
    """Return the beginning of what the code printed during the check, which is how many students look for a fault."""
    replies = [exchange.reply for exchange in active.conversation.exchanges if exchange.reply]
    whole = "".join(reply.printed for reply in replies).rstrip()
    if not whole:
        return ""
    printed = f"{whole[:_PRINTED_LIMIT]}{'…' if len(whole) > _PRINTED_LIMIT else ''}".replace("\n", "\n| ")
    return f"\nyour code printed: {printed}"


def _try_to_diagnose(active: Active, wrong: Mismatch, reference: Reference | None, *, examples: bool) -> None:
    """Diagnose; a diagnosis that fails is the instructor's to know, and changes no verdict."""
    try:
        with np.errstate(all="ignore"), comparisons():  # what is wrong may be huge, or no number
            _diagnose(active, wrong, reference, examples=examples)
    except Exception as error:
        active.fault = f"{_where(error)}: a diagnosis failed: {type(error).__name__}: {error}"


def _diagnose(active: Active, wrong: Mismatch, reference: Reference | None, *, examples: bool) -> None:
    asking = active.student.last
    layer = active.student.latest_pass(asking) if asking else None
    inputs = layer.inputs if layer else asking.inputs if asking else {}
    warnings = [
        text for exchange in active.conversation.exchanges if exchange.reply for text in exchange.reply.warnings
    ]
    numbers = not active.info.hidden
    active.diagnosis = explain(wrong.difference, inputs, warnings, numbers=numbers)
    if asking is None or reference is None or not reference.asked:
        return
    origin = source(reference, wrong.difference)
    active.whole = origin.answer if origin else None
    asked = origin.asked if origin else reference.asked[-1]
    active.diagnosis = active.diagnosis or other_axis(wrong.difference, reference, asked)
    if not active.diagnosis:
        active.diagnosis = own_gradient(active.student, wrong.difference, asked, asking, numbers=numbers)
    if examples and not active.info.hidden:
        smallest = shrink(active.student, reference, asking, origin, wrong)
        if smallest is not None:
            active.message += f"\n{smallest}"


def _where(error: BaseException) -> str:
    """Return file and line of the innermost frame that is the course's own."""
    here = str(Path(__file__).parents[1])
    frames: list[Any] = [
        frame for frame in traceback.extract_tb(error.__traceback__) if not frame.filename.startswith(here)
    ]
    own = [frame for frame in frames if "site-packages" not in frame.filename]
    return f"{own[-1].filename}:{own[-1].lineno}" if own else "(no frame)"
