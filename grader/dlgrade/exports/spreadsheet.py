"""Plain tables: a row for each student and exercise, or for each check."""

from collections.abc import Sequence

from dlgrade.classroom import Roster, Standing
from dlgrade.exports.cells import number, safe, table
from dlgrade.exports.written import Report

_HOUR = 3600
_GRADES = (
    "student", "name", "email", "exercise", "score", "points", "penalty", "max_points", "late_hours", "state",
    "attempts", "received", "due", "isolation", "why",
)  # fmt: skip
_CHECKS = (
    "student", "exercise", "task", "check", "title", "hidden", "outcome", "points", "max_points", "counts", "mistake",
    "hint", "diagnosis", "message", "seconds",
)  # fmt: skip


def grades(standings: Sequence[Standing], roster: Roster) -> tuple[bytes, Report]:
    """Return a row for each student and exercise; what is not graded has no points."""
    report = Report(len(standings))
    rows = [list(_GRADES)]
    for standing in standings:
        student, result, attempt = roster.get(standing.student), standing.result, standing.attempt
        earned = [standing.score, standing.points, standing.penalty]
        cells = [
            standing.student, student.name, student.email, standing.exercise,
            *("" if result is None else number(each) for each in earned), number(standing.max_points),
            number(standing.late.total_seconds() / _HOUR) if attempt else "", standing.state, str(standing.attempts),
            attempt.received.isoformat(timespec="seconds") if attempt and attempt.received else "",
            standing.due.isoformat(timespec="seconds") if standing.due else "",
            result.isolation if result else "", "; ".join(standing.why),
        ]  # fmt: skip
        rows.append([safe(cell) for cell in cells])
        if standing.state != "graded":
            report.leave_out(f"{standing.student} in {standing.exercise}", f"listed, {standing.state}")
    return table(rows), report


def checks(standings: Sequence[Standing]) -> tuple[bytes, Report]:
    """Return a row for each check of each graded submission."""
    report = Report()
    rows = [list(_CHECKS)]
    for standing in standings:
        if standing.result is None:
            report.leave_out(f"{standing.student} in {standing.exercise}", standing.state)
            continue
        for check in standing.result.checks:
            cells = [
                standing.student, standing.exercise, check.task, check.id, check.title, _word(check.hidden),
                check.outcome, number(standing.earned(check)), number(check.max_points),
                _word(check.id not in standing.dropped), check.mistake, check.hint, check.diagnosis, check.message,
                number(check.seconds),
            ]  # fmt: skip
            rows.append([safe(cell) for cell in cells])
            report.rows += 1
    return table(rows), report


def _word(value: bool) -> str:
    return "yes" if value else "no"
