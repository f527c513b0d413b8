"""What a student reads beside a score, as text that no viewer takes for markup."""

from dlgrade.classroom import Standing
from dlgrade.protocol.text import legible
from dlgrade.results import CheckResult

NEWER = "this check is newer than the result: it is worth nothing until the submission is graded again"
_FAULT = (
    "the grader failed here, which costs nothing: the points are a share, as the other checks went; a human decides"
)
_CODE = "    "  # four spaces make Markdown of it that is shown as it stands: nbgrader renders comments with raw HTML
_LIMIT = 4_000  # characters, of a text that may come from the submission


def comment(standing: Standing, check: CheckResult) -> str | None:
    """Return what to say about a check; None where there is nothing to say."""
    if check.id in standing.dropped:
        return plain("this check is dropped: it counts for nobody")
    if check.outcome == "passed":
        return None
    lines = [_FAULT] * (check.outcome == "error") + ["not reached"] * (check.outcome == "not_reached")
    lines += [check.message] * bool(check.message)
    lines += [f"diagnosis: {check.diagnosis}"] * bool(check.diagnosis)
    lines += [f"hint: {check.hint}"] * bool(check.hint)
    return plain("\n".join(lines) or "failed")


def plain(text: str) -> str:
    """Return a text as a block of code in Markdown: nothing in it is markup, and no character moves a cursor."""
    short = text if len(text) <= _LIMIT else text[:_LIMIT] + "…"
    return "\n".join(_CODE + line for line in legible(short).split("\n"))
