"""What students read in other systems: nothing in it is hidden from them, and nothing can steer a screen."""

from collections.abc import Iterator

from dlgrade.classroom import Standing
from dlgrade.exports.cells import number
from dlgrade.protocol import legible, one_line
from dlgrade.results import CheckResult

WORDS = {"passed": "passed", "failed": "failed", "not_reached": "not reached", "error": "grader error"}
FAULT = "the grader itself failed: this is not your fault and costs you nothing; your instructor has to mend it"
FAULTY = "the grader itself failed in some checks, which is not your fault: they are counted as the others went"
_SHOWN = 12  # failures that a comment tells


def title(check: CheckResult) -> str:
    """Return what a check says."""
    return one_line(check.title)


def explained(check: CheckResult) -> str:
    """Return what a check found, its diagnosis and its hint, in lines; empty if it passed."""
    if check.outcome == "passed":
        return ""
    parts = [legible(check.message or WORDS[check.outcome])]
    if check.outcome == "not_reached":
        parts = [f"not reached: {parts[0]}"]
    if check.diagnosis:
        parts.append(f"diagnosis: {legible(check.diagnosis)}")
    if check.hint:
        parts.append(f"hint: {legible(check.hint)}")
    return "\n".join(parts)


def shown(standing: Standing) -> list[CheckResult]:
    """Return the checks that count; what an exercise builds on is told where it is wrong."""
    return [check for check in standing.checks if not (check.prerequisite and check.outcome == "passed")]


def headline(standing: Standing) -> str:
    """Return an exercise's points in a line."""
    return f"{standing.exercise}: {number(standing.score)} of {number(standing.max_points)} points"


def remarks(standing: Standing) -> list[str]:
    """Return what concerns a submission as a whole."""
    result = standing.result
    found = [legible(each) for each in standing.why]
    if result is not None:
        found = [legible(result.problem)] * bool(result.problem) + [legible(each) for each in result.notes] + found
    return found


def comment(standing: Standing) -> str:
    """Return a comment on a submission: its points, what concerns all of it, and what failed, the cause once."""
    return "\n".join([headline(standing), *remarks(standing), *_failures(standing)])


def _failures(standing: Standing) -> Iterator[str]:
    failed = [check for check in shown(standing) if check.outcome != "passed"]
    if standing.result is not None and standing.result.problem:
        return
    told: set[str] = set()
    for check in failed[:_SHOWN]:
        cause = check.hint or check.diagnosis
        said = f": {one_line(cause)}" if cause and cause not in told else ""
        told.add(cause)
        yield f"{WORDS[check.outcome]}: {one_line(check.task)}: {title(check)}{said}"
    if len(failed) > _SHOWN:
        yield f"and {len(failed) - _SHOWN} more"
