"""The result of a submission that no grading process survived: no verdict, no points, and the instructor is told."""

import datetime
import platform

import msgspec

import dlgrade
from dlgrade.classroom import Attempt
from dlgrade.course import Course
from dlgrade.grade import Settings, checks_of
from dlgrade.pytest_plugin import GRADER_FAULT
from dlgrade.results import CheckResult, Result
from dlgrade.truth import digests_of


def lost(course: Course, attempt: Attempt, digest: str, how: str, settings: Settings) -> Result:
    """Return a result in which every check is the grader's error; `how` says what became of the processes."""
    found = course.exercise(attempt.exercise)
    now = datetime.datetime.now(datetime.UTC)
    return Result(
        exercise=found.slug,
        student=attempt.student,
        points=0.0,
        max_points=0.0,
        isolation="not graded",
        key_id=settings.key.id,
        draw=settings.draw,
        device=settings.device,
        versions={"dlgrade": dlgrade.__version__, "python": platform.python_version()},
        digests=msgspec.structs.replace(digests_of(course, found), submission=digest),
        started=now.isoformat(timespec="seconds"),
        seconds=0.0,
        checks=[
            CheckResult(
                id=info.id,
                task=info.task,
                title=info.title,
                hidden=info.hidden,
                prerequisite=bool(info.built_on),
                outcome="error",
                points=0.0,
                max_points=info.points,
                message=GRADER_FAULT,
            )
            for info in checks_of(found)
        ],
        faults=[f"{how}, each time this submission was graded: look at it before anybody runs it"],
    )
