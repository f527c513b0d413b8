"""Compare a student's receipt with what was collected: the one comparison that proves something."""

import hashlib
from dataclasses import dataclass

from dlgrade.classroom import Attempt, Classroom, student_id
from dlgrade.classroom.slips import Slip
from dlgrade.errors import SubmissionError, UsageError
from dlgrade.protocol import one_line
from dlgrade.student.notebooks import CODE
from dlgrade.student.submission import read_bytes


@dataclass(frozen=True)
class Found:
    """The submission whose files are those on a receipt, None if none is; and a sentence about it."""

    attempt: Attempt | None
    sentence: str


def verify(classroom: Classroom, slip: Slip) -> Found:
    """Look for what a receipt names among everything that was collected of its student."""
    exercise = classroom.course.exercise(slip.exercise)
    try:
        student = student_id(slip.student)
    except UsageError:
        raise UsageError(f"{one_line(slip.student)!r} on the receipt is no student's name: it was changed") from None
    mine = [each for each in classroom.attempts(exercise.slug) if each.student == student]
    if not mine:
        return Found(None, f"nothing was collected from {student} for {exercise.slug}: the receipt proves nothing")
    wanted = {each.name: each.sha256 for each in slip.files}
    for attempt in reversed(mine):
        if _digests(attempt) == wanted:
            when = (
                f"received {attempt.received:%Y-%m-%d %H:%M:%S} UTC"
                if attempt.received
                else "received at no known time"
            )
            which = "the latest of" if attempt == mine[-1] else "an earlier one of"
            return Found(
                attempt,
                f"the receipt is right: its files are exactly those in {attempt.folder.relative_to(classroom.root)}, "
                f"{when}, {which} {len(mine)} collected from {student}. The time on the receipt, "
                f"{slip.sent:%Y-%m-%d %H:%M:%S} UTC, is the student's own and proves nothing",
            )
    return Found(
        None,
        f"none of the {len(mine)} submissions collected from {student} for {exercise.slug} has the files on the "
        "receipt: it proves nothing, for anybody can write one; look at its destination, and collect again",
    )


def _digests(attempt: Attempt) -> dict[str, str]:
    found = {}
    for path in sorted(path for path in attempt.folder.iterdir() if path.name.endswith(CODE)):
        try:
            found[path.name] = hashlib.sha256(read_bytes(path)).hexdigest()
        except SubmissionError:
            found[path.name] = ""
    return found
