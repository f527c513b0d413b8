"""A student's own page: safe to hand to them, since it is made of their standings alone."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from dlgrade.classroom import Classroom, Standing
from dlgrade.language import said, say, words
from dlgrade.report import hint_use
from dlgrade.report.rendering import macros
from dlgrade.report.tally import Tally, total
from dlgrade.report.terminal import by_cause, hint_of
from dlgrade.report.words import OUTCOMES, cut, cut_lines, moment, points, share, unwritten
from dlgrade.results import CheckResult, Result

_MESSAGE_LIMIT, _TITLE_LIMIT, _NAME_LIMIT = 4_000, 300, 80  # characters
_STATES = {
    "graded": "graded",
    "grader error": "graded; the grader failed in some checks, which costs nothing",
    "not graded": "handed in, not graded yet",
    "missing": "nothing was handed in",
    "not due": "not due yet, nothing handed in",
}
_WITHOUT_POINTS = {
    "not graded": "Handed in, not graded yet.",
    "missing": "Nothing was handed in.",
    "not due": "Not due yet, nothing handed in.",
}
_OTHERS = {
    "failed": "further checks that failed for the same reason: {number}",
    "error": "further checks with this grader error: {number}",
    "not_reached": "checks that were not reached: {number}",
    "passed": "checks that passed: {number}",
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
        "headline": say("Feedback for {name}", name=name),
        "name": name,
        "id": "" if name == cut(student, _NAME_LIMIT) else cut(student, _NAME_LIMIT),
        "story": said(
            f"{cut(settings.name, _NAME_LIMIT)}: {points(got)} of {points(most)} points, {share(got, most)}."
        ),
        "timezone": settings.timezone,
        "exercises": [
            {
                "slug": each.exercise,
                "title": cut(words(tally.exercises[each.exercise].title), _TITLE_LIMIT),
                "statistics": said(statistics.get(each.exercise, "")),
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
        "state": say(_STATES[state]),
        "received": moment(standing.attempt.received if standing.attempt else None, zone),
        "due": moment(standing.due, zone),
        "summary": said(_summary(standing)) if result else say(_WITHOUT_POINTS[state]),
        "open": _open(standing.checks),
        "why": [cut(said(why), _TITLE_LIMIT) for why in standing.why],
        "problem": cut_lines(said(result.problem), _MESSAGE_LIMIT) if result else "",
        "notes": [cut(said(note), _TITLE_LIMIT) for note in result.notes] if result else [],
        "tasks": _tasks(standing) if result and not result.problem else "",
        "made": said(_made(result)) if result else "",
    }


def _summary(standing: Standing) -> str:
    got, most = points(standing.score), points(standing.max_points)
    if standing.penalty:
        earned, lost = points(standing.points), points(standing.penalty)
        return f"{got} of {most} points: {earned} earned, {lost} taken off for lateness."
    return f"{got} of {most} points."


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
            parts += [_heading(task, said(_told(checks, standing.dropped))), *_body(checks, standing.dropped)]
    return _joined(parts)


def _told(checks: Sequence[CheckResult], dropped: frozenset[str]) -> str:
    if all(check.prerequisite for check in checks):
        return "your earlier work, which is needed here, for no points"
    counted = [check for check in checks if check.outcome != "error" and check.id not in dropped]
    most, got = sum(check.max_points for check in counted), sum(check.points for check in counted)
    failed = sum(check.outcome != "passed" for check in checks)
    state = f"checks not passed: {failed} of {len(checks):,}" if failed else "all checks passed"
    if any(unwritten(check) for check in checks):
        state = "not written yet"
    return f"{points(got)} of {points(most)} points, {state}"


def _body(checks: Sequence[CheckResult], dropped: frozenset[str]) -> list[Markup]:
    """Return a task's checks: what failed in full, by cause; then lists of what was not reached and what passed."""
    parts = []
    for first, *others in by_cause([check for check in checks if check.outcome in ("failed", "error")]):
        diagnosis, hint = said(first.diagnosis), hint_of(first)
        parts.append(
            _check(
                first.outcome,
                words(first.title),
                f"{say(OUTCOMES[first.outcome])}{_worth(first, dropped)}",
                said(first.message),
                say("Diagnosis: {diagnosis}", diagnosis=diagnosis) if diagnosis else "",
                say("Hint: {hint}", hint=hint) if hint else "",
            )
        )
        parts += _list(say(_OTHERS[first.outcome], number=f"{len(others):,}"), others, dropped)
    for outcome in ("not_reached", "passed"):
        group = [check for check in checks if check.outcome == outcome]
        parts += _list(say(_OTHERS[outcome], number=f"{len(group):,}"), group, dropped)
    return parts


def _list(summary: str, checks: Sequence[CheckResult], dropped: frozenset[str]) -> list[Markup]:
    if not checks:
        return []
    items = [_item(words(check.title), _worth(check, dropped), said(check.message)) for check in checks]
    return [_opening(summary), *items, _CLOSING]


# What the checks of many students have in common is made into HTML once.


@lru_cache(maxsize=_KEPT)
def _heading(task: str, told: str) -> Markup:
    return macros("pieces.html").heading(cut(task, _NAME_LIMIT), told)  # type: ignore[no-any-return]


@lru_cache(maxsize=_KEPT)
def _opening(summary: str) -> Markup:
    return macros("pieces.html").opening(summary)  # type: ignore[no-any-return]


@lru_cache(maxsize=_KEPT)
def _check(outcome: str, title: str, worth: str, message: str, diagnosis: str, hint: str) -> Markup:
    return macros("pieces.html").check(  # type: ignore[no-any-return]
        outcome,
        cut(title, _TITLE_LIMIT),
        worth,
        cut_lines(message, _MESSAGE_LIMIT),
        cut_lines(diagnosis, _MESSAGE_LIMIT),
        cut_lines(hint, _MESSAGE_LIMIT),
    )


@lru_cache(maxsize=_KEPT)
def _item(title: str, worth: str, message: str) -> Markup:
    return macros("pieces.html").item(cut(title, _TITLE_LIMIT), worth, cut(message, _TITLE_LIMIT))  # type: ignore[no-any-return]


def _worth(check: CheckResult, dropped: frozenset[str]) -> str:
    counted = check.outcome != "error" and not check.prerequisite
    found = [said(f"{points(check.points)} of {points(check.max_points)} points")] * counted
    found += [say("hidden")] * check.hidden + [say("dropped: counts for nobody")] * (check.id in dropped)
    return f" ({', '.join(found)})" if found else ""


def _joined(parts: Sequence[Markup]) -> Markup:
    """Join what is HTML already; Markup's own join looks at every part again, at a third of the whole time."""
    return Markup("".join(parts))  # noqa: S704
