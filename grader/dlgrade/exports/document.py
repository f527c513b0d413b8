"""Everything about a class's grades as one versioned JSON document."""

from collections.abc import Sequence
from typing import Any

import msgspec

import dlgrade
from dlgrade.classroom import Classroom, Standing
from dlgrade.exports.written import Report

VERSION = 1


def everything(classroom: Classroom, standings: Sequence[Standing]) -> tuple[bytes, Report]:
    """Return standings with their results."""
    report = Report(len(standings), "standings")
    course = classroom.course.settings
    found = {
        "format": "dlgrade standings",
        "version": VERSION,
        "dlgrade": dlgrade.__version__,
        "class": classroom.name,
        "course": {"name": course.name, "version": course.version},
        "standings": [_standing(classroom, each) for each in standings],
    }
    for standing in standings:
        if standing.state != "graded":
            report.leave_out(f"{standing.student} in {standing.exercise}", f"listed, {standing.state}")
    return msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n", report


def _standing(classroom: Classroom, standing: Standing) -> dict[str, Any]:
    attempt, graded = standing.attempt, standing.result is not None
    return {
        "student": standing.student,
        "name": classroom.roster.get(standing.student).name,
        "exercise": standing.exercise,
        "state": standing.state,
        "score": standing.score if graded else None,
        "points": standing.points if graded else None,
        "penalty": standing.penalty if graded else None,
        "max_points": standing.max_points,
        "attempts": standing.attempts,
        "attempt": attempt.key if attempt else None,
        "received": attempt.received if attempt else None,
        "due": standing.due,
        "late_seconds": standing.late.total_seconds(),
        "dropped": sorted(standing.dropped),
        "why": standing.why,
        "result": standing.result,
    }
