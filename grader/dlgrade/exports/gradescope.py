"""Gradescope's results.json, of a class's standing or of one result that its autograder has just made."""

from collections import Counter
from typing import Any, Literal

from dlgrade.classroom import Standing
from dlgrade.exports.wording import FAULT, FAULTY, WORDS, explained, headline, remarks, shown, title
from dlgrade.protocol import one_line
from dlgrade.results import CheckResult

Visibility = Literal["visible", "after_due_date", "after_published", "hidden"]
VISIBILITIES: tuple[Visibility, ...] = ("visible", "after_due_date", "after_published", "hidden")
_FORMATS = {"output_format": "text", "test_output_format": "text", "test_name_format": "text"}


def document(standing: Standing, *, hidden: Visibility = "after_due_date") -> dict[str, Any]:
    """Return what Gradescope shows of a graded standing.

    hidden: when students see the hidden checks, whose texts never hold inputs or answers
    """
    result = standing.result
    assert result is not None
    sound = any(check.outcome != "error" for check in result.checks)
    said = [headline(standing)] + [FAULTY if sound else FAULT] * result.faulty + remarks(standing)
    return {
        "score": standing.score if sound else 0.0,
        "execution_time": round(result.seconds, 2),
        "output": "\n".join(said),
        **_FORMATS,
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": about(standing),
        "tests": _tests(standing, hidden),
    }


def not_judged(reason: str = FAULT) -> dict[str, Any]:
    """Return what Gradescope shows where nothing could be judged."""
    return {
        "score": 0.0,
        "output": f"Your submission was not judged: {reason}.",
        **_FORMATS,
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"state": "grader error"},
        "tests": [{"name": "grader error", "status": "failed", "output": reason, "visibility": "visible"}],
    }


def about(standing: Standing) -> dict[str, Any]:
    """Return what instructors may want to know of how a result came to be; nobody is shown it."""
    result = standing.result
    assert result is not None
    return {
        "exercise": standing.exercise,
        "state": standing.state,
        "max_points": standing.max_points,
        "points": standing.points,
        "penalty": standing.penalty,
        "isolation": result.isolation,
        "key_id": result.key_id,
        "draw": result.draw,
        "device": result.device,
        "versions": dict(result.versions),
        "digests": {
            "submission": result.digests.submission,
            "checks": result.digests.checks,
            "mistakes": result.digests.mistakes,
        },
        "started": result.started,
        "dropped": sorted(standing.dropped),
    }


def _tests(standing: Standing, hidden: Visibility) -> list[dict[str, Any]]:
    """Return an entry for each check, numbered by task and check."""
    tasks: dict[str, int] = {}
    counted: Counter[str] = Counter()
    found = []
    for check in shown(standing):
        place = tasks.setdefault(check.task, len(tasks) + 1)
        counted[check.task] += 1
        found.append(_test(check, f"{place}.{counted[check.task]}", hidden if check.hidden else "visible"))
    return found


def _test(check: CheckResult, place: str, visibility: Visibility) -> dict[str, Any]:
    entry = {
        "name": f"{one_line(check.task)}: {title(check)}",
        "number": place,
        "status": "passed" if check.outcome == "passed" else "failed",
        "output": explained(check),
        "output_format": "text",
        "visibility": visibility,
        "extra_data": {"id": check.id, "outcome": check.outcome, "mistake": check.mistake},
    }
    if check.outcome == "error":
        return entry | {"output": f"{WORDS['error']}: {explained(check)}"}
    return entry | {"score": check.points, "max_score": check.max_points}
