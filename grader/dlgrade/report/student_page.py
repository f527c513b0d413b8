"""A student's own page: safe to hand to them, since it is made of their standings alone."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from dlgrade.classroom import Classroom, Standing
from dlgrade.report import hint_use
from dlgrade.report.rendering import macros
from dlgrade.report.tally import Tally, total
from dlgrade.report.terminal import by_cause
from dlgrade.report.words import OUTCOMES, count, cut, cut_lines, moment, points, share, unwritten
from dlgrade.results import CheckResult, Result

_MESSAGE_LIMIT, _TITLE_LIMIT, _NAME_LIMIT = 4_000, 300, 80  # characters
_STATES = {
    "graded": "graded",
    "grader error": "graded; the grader failed in some checks, which costs nothing",
    "not graded": "handed in, not graded yet",
    "missing": "nothing was handed in",
    "not due": "not due yet, nothing handed in",
}
_CLOSING = Markup("</ul></details>\n")  # of what `opening` begins
_KEPT = 20_000  # pieces of pages, which students share: most of them pass the same checks


def content(
    classroom: Classroom, tally: Tally, number: int, standings: Sequence[Standing], statistics: Mapping[str, str]
) -> dict[str, Any]:
    """Return what the template is filled with; `statistics` are sentences about the class, by exercise."""
    settings, student = classroom.policy, tally.students[number]
    hints = hint_use.taken(classroom, standings)
    name = cut(classroom.roster.get(student).name, _NAME_LIMIT)
    got, most = total(tally.cells[number])
    return {
        "headline": f"Feedback for {name}",
        "name": name,
        "id": "" if name == cut(student, _NAME_LIMIT) else cut(student, _NAME_LIMIT),
        "story": f"{cut(settings.name, _NAME_LIMIT)}: {points(got)} of {points(most)} points, {share(got, most)}.",
        "timezone": settings.timezone,
        "exercises": [
            {
                "slug": each.exercise,
                "title": cut(tally.exercises[each.exercise].title, _TITLE_LIMIT),
                "statistics": statistics.get(each.exercise, ""),
                "hints": hint_use.told(hints.get(each.exercise), settings.timezone),
                **_exercise(each, tally.cells[number][each.exercise].state, settings.timezone),
            }
            for each in standings
        ],
        "hidden": any(check.hidden for each in standings for check in each.checks),
    }


def _exercise(standing: Standing, state: str, zone: str) -> dict[str, Any]:
    result = standing.result
    return {
        "score": points(standing.score) if result else "–",
        "most": points(standing.max_points),
        "penalty": points(standing.penalty) if standing.penalty else "–",
        "state": _STATES[state],
        "received": moment(standing.attempt.received if standing.attempt else None, zone),
        "due": moment(standing.due, zone),
        "summary": _summary(standing) if result else f"{_STATES[state].capitalize()}.",
        "open": _open(standing.checks),
        "why": [cut(why, _TITLE_LIMIT) for why in standing.why],
        "problem": cut_lines(result.problem, _MESSAGE_LIMIT) if result else "",
        "notes": [cut(note, _TITLE_LIMIT) for note in result.notes] if result else [],
        "tasks": _tasks(standing) if result and not result.problem else "",
        "made": _made(result) if result else "",
    }


def _summary(standing: Standing) -> str:
    text = f"{points(standing.score)} of {points(standing.max_points)} points"
    if standing.penalty:
        text += f": {points(standing.points)} earned, {points(standing.penalty)} taken off for lateness"
    return f"{text}."


def _open(checks: Sequence[CheckResult]) -> list[str]:
    """Return the tasks that are not right yet."""
    tasks = dict.fromkeys(check.task for check in checks if check.outcome in ("failed", "not_reached"))
    return [cut(task, _NAME_LIMIT) for task in tasks]


def _made(result: Result) -> str:
    versions = ", ".join(f"{cut(name, 20)} {cut(version, 20)}" for name, version in sorted(result.versions.items()))
    return (
        f"Graded {result.started[:16].replace('T', ' ')} UTC, isolation {result.isolation}, {result.device}, key "
        f"{result.key_id}, draw {result.draw}, checks {result.digests.checks[:12]}, your files "
        f"{result.digests.submission[:12]}; {versions}."
    )


def _tasks(standing: Standing) -> Markup:
    assert standing.result is not None
    found: dict[tuple[str, bool], list[CheckResult]] = {}
    for check in standing.result.checks:
        found.setdefault((check.task, check.prerequisite), []).append(check)
    parts = []
    for (task, earlier), checks in found.items():
        if not (earlier and all(check.outcome == "passed" for check in checks)):
            parts += [_heading(task, _told(checks, standing.dropped)), *_body(checks, standing.dropped)]
    return _joined(parts)


@lru_cache(maxsize=_KEPT)
def _heading(task: str, told: str) -> Markup:
    return macros("pieces.html").heading(cut(task, _NAME_LIMIT), told)  # type: ignore[no-any-return]


def _told(checks: Sequence[CheckResult], dropped: frozenset[str]) -> str:
    if all(check.prerequisite for check in checks):
        return "your earlier work, which is needed here, for no points"
    counted = [check for check in checks if check.outcome != "error" and check.id not in dropped]
    most, got = sum(check.max_points for check in counted), sum(check.points for check in counted)
    failed = sum(check.outcome != "passed" for check in checks)
    state = f"{failed} of {count(len(checks), 'check')} not passed" if failed else "all checks passed"
    if any(unwritten(check) for check in checks):
        state = "not written yet"
    return f"{points(got)} of {points(most)} points, {state}"


def _body(checks: Sequence[CheckResult], dropped: frozenset[str]) -> list[Markup]:
    """Return a task's checks: what failed in full, by cause; then lists of what was not reached and what passed."""
    parts = []
    for first, *others in by_cause([check for check in checks if check.outcome in ("failed", "error")]):
        parts.append(_check(*_fields(first, dropped), first.diagnosis, first.hint))
        cause = "for the same reason" if first.outcome == "failed" else "as well"
        parts += _list(f"{count(len(others), 'more check')} {OUTCOMES[first.outcome]} {cause}", others, dropped)
    for outcome in ("not_reached", "passed"):
        group = [check for check in checks if check.outcome == outcome]
        parts += _list(f"{count(len(group), 'check')} {OUTCOMES[outcome]}", group, dropped)
    return parts


def _list(summary: str, checks: Sequence[CheckResult], dropped: frozenset[str]) -> list[Markup]:
    if not checks:
        return []
    return [_opening(summary), *(_item(*_fields(check, dropped)) for check in checks), _CLOSING]


@lru_cache(maxsize=_KEPT)
def _opening(summary: str) -> Markup:
    return macros("pieces.html").opening(summary)  # type: ignore[no-any-return]


_Fields = tuple[str, str, str, float, float, bool, bool, bool]


def _fields(check: CheckResult, dropped: frozenset[str]) -> _Fields:
    """Return what the checks of many students have in common, so that it is made into HTML once."""
    return (
        check.outcome, check.title, check.message, check.points, check.max_points, check.hidden, check.prerequisite,
        check.id in dropped,
    )  # fmt: skip


@lru_cache(maxsize=_KEPT)
def _check(
    outcome: str, title: str, message: str, got: float, most: float, hidden: bool, earlier: bool, dropped: bool,
    diagnosis: str, hint: str,
) -> Markup:  # fmt: skip
    return macros("pieces.html").check(  # type: ignore[no-any-return]
        outcome,
        cut(title, _TITLE_LIMIT),
        f"{OUTCOMES[outcome]}{_worth(outcome, got, most, hidden, earlier, dropped)}",
        cut_lines(message, _MESSAGE_LIMIT),
        cut_lines(diagnosis, _MESSAGE_LIMIT),
        cut_lines(hint, _MESSAGE_LIMIT),
    )


@lru_cache(maxsize=_KEPT)
def _item(
    outcome: str, title: str, message: str, got: float, most: float, hidden: bool, earlier: bool, dropped: bool
) -> Markup:
    worth = _worth(outcome, got, most, hidden, earlier, dropped)
    return macros("pieces.html").item(cut(title, _TITLE_LIMIT), worth, cut(message, _TITLE_LIMIT))  # type: ignore[no-any-return]


def _worth(outcome: str, got: float, most: float, hidden: bool, earlier: bool, dropped: bool) -> str:
    found = [f"{points(got)} of {points(most)} points"] * (outcome != "error" and not earlier)
    found += ["hidden"] * hidden + ["dropped: counts for nobody"] * dropped
    return f" ({', '.join(found)})" if found else ""


def _joined(parts: Sequence[Markup]) -> Markup:
    """Join what is HTML already; Markup's own join looks at every part again, at a third of the whole time."""
    return Markup("".join(parts))  # noqa: S704
