"""PrairieLearn's results.json, of a class's standing or of one result that its external grader has just made.

What the student cannot help, and what cannot be read, is not gradable, which uses up no attempt.
"""

import json
from typing import Any

from dlgrade.classroom import Standing
from dlgrade.exports.gradescope import about
from dlgrade.exports.wording import FAULT, explained, headline, remarks, shown, title
from dlgrade.protocol import legible, one_line

BYTES_LIMIT = 1_000_000  # PrairieLearn takes 1 MB
_CUT = "… cut: too long for PrairieLearn"
_LONGEST = 50_000  # characters of one text in any case
_SHORTEST = 60  # characters that a cut text keeps at least


def document(standing: Standing) -> dict[str, Any]:
    """Return what PrairieLearn shows of a graded standing."""
    result = standing.result
    assert result is not None
    if result.faulty:
        return not_judged()
    if result.problem:
        return _bounded(
            {
                "gradable": False,
                "format_errors": [legible(result.problem)],
                "message": "Your submission cannot be run as it is; this costs you no attempt.",
            }
        )
    checks = shown(standing)
    return _bounded(
        {
            "gradable": True,
            "score": _share(standing),
            "message": "\n".join([headline(standing), *remarks(standing)]),
            "output": "",
            "tests": [
                {
                    "name": f"{one_line(check.task)}: {title(check)}",
                    "description": "hidden: its inputs are not shown" if check.hidden else "",
                    "points": check.points,
                    "max_points": check.max_points,
                    "message": explained(check),
                    "output": "",
                }
                for check in checks
            ],
            "dlgrade": about(standing),
        }
    )


def not_judged(reason: str = FAULT) -> dict[str, Any]:
    """Return what PrairieLearn shows where nothing could be judged: no attempt is used up."""
    return {
        "gradable": False,
        "format_errors": [reason],
        "message": f"Your submission was not judged: {reason}. This costs you no attempt.",
    }


def _share(standing: Standing) -> float:
    return round(min(1.0, max(0.0, standing.score / standing.max_points)), 6) if standing.max_points else 0.0


def _bounded(found: dict[str, Any]) -> dict[str, Any]:
    """Cut the longest texts until the document is small enough, and say so where they end."""
    limit = _LONGEST
    found = _cut(found, limit)
    while len(json.dumps(found).encode()) > BYTES_LIMIT and limit > _SHORTEST:
        limit //= 2
        found = _cut(found, limit)
    return found


def _cut(value: Any, limit: int) -> Any:
    if isinstance(value, dict):
        return {name: _cut(each, limit) for name, each in value.items()}
    if isinstance(value, list):
        return [_cut(each, limit) for each in value]
    if isinstance(value, str) and len(value) > limit:
        return f"{value.removesuffix(_CUT)[: limit - len(_CUT)]}{_CUT}"
    return value
