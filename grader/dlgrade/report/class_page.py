"""The class page: what to teach again first, then everything else that an instructor asks of a class's results."""

import statistics
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from dlgrade.report import class_checks, class_work, facts, hint_use, provenance
from dlgrade.report.drawings import bar, histogram
from dlgrade.report.tally import Cell, Mistake, Tally, total
from dlgrade.report.view import View, percent
from dlgrade.report.words import count, cut, moment, points, share

_TASKS_TOLD = 6  # of a mistake; those where it was found most often
_MISTAKES_OPEN = 12  # shown at once; the rest can be unfolded
_PARTS = (
    ("teach", "What to teach again"),
    ("risk", "Students at risk"),
    ("scores", "Scores"),
    ("checks", "Tasks and checks"),
    ("groups", "Failures without a name"),
    ("hints", "Hints taken"),
    ("work", "Late, missing, not graded"),
    ("faults", "Grader errors"),
    ("time", "Time"),
    ("made", "How it was graded"),
    ("students", "Students"),
)
_HINT_LIMIT, _NAME_LIMIT = 400, 80  # characters


def content(view: View) -> dict[str, Any]:
    """Return what the template is filled with."""
    tally, people = view.tally, view.people
    mistakes = [_mistake(view, each) for each in ranked(tally)]
    risky = {student: why for student in range(len(tally.students)) if (why := tally.risks(student))}
    gravest = sorted(risky, key=lambda student: _share(tally.cells[student]))
    return {
        "headline": f"Class report: {cut(view.classroom.name, _NAME_LIMIT)}",
        "story": _story(view),
        "caveats": [(each, people.told(each.students)) for each in provenance.caveats(tally)],
        "facts": list(_facts(view, len(risky))),
        "mistakes": mistakes[:_MISTAKES_OPEN],
        "further_mistakes": mistakes[_MISTAKES_OPEN:],
        "rule": facts.rule(),
        "risky": [(people.link(student), people.ids[student], "; ".join(risky[student])) for student in gravest],
        "spreads": list(_spreads(view)),
        "tenths": [f"{10 * place}–{10 * place + 10}" for place in range(facts.TENTHS)],
        "made": provenance.table(view.exercises),
        "parts": [each for each in _PARTS if each[0] != "hints" or view.classroom.policy.hints == "reported"],
        "low": percent(facts.LOW),
        "columns": [(_broken(each.slug), points(view.worth(each.slug))) for each in view.exercises],
        "rows": [_row(view, student, risky.get(student, [])) for student in range(len(tally.students))],
        **class_checks.content(view),
        **class_work.content(view),
        **hint_use.content(view),
    }


def ranked(tally: Tally) -> list[Mistake]:
    """Return the class's mistakes, those of most students first."""
    found = [mistake for exercise in tally.exercises.values() for mistake in exercise.mistakes.values()]
    return sorted(found, key=lambda each: (-len(each.students), each.exercise, each.name))


def _story(view: View) -> str:
    slugs = [each.slug for each in view.exercises]
    settings = view.classroom.policy
    what = f"{count(len(slugs), 'exercise')}, {slugs[0]} to {slugs[-1]}" if len(slugs) > 1 else "".join(slugs)
    written = f"Written {moment(view.tally.now, settings.timezone)}."
    return f"{cut(settings.name, _NAME_LIMIT)}: {what or 'nothing has been handed in yet'}. {written}"


def _facts(view: View, risky: int) -> Iterator[dict[str, str]]:
    tally = view.tally
    found = tally.states()
    graded = found["graded"] + found["grader error"]
    due = graded + found["missing"] + found["not graded"]
    every = [cell for cells in tally.cells for cell in cells.values()]
    shares = [cell.share for cell in every if cell.share is not None]
    level, levels = provenance.isolation(tally)
    more = [f"{found[state]:,} {state}" for state in ("missing", "not graded", "not due") if found[state]]
    median = share(statistics.median(shares), 1) if shares else "–"
    yield {"name": "Isolation", "value": level, "more": levels}
    yield {"name": "Students", "value": f"{len(tally.students):,}", "more": f"{risky:,} at risk"}
    yield {"name": "Graded", "value": f"{graded:,} of {due:,}", "more": ", ".join(more) or "nothing is missing"}
    yield {"name": "Median score", "value": median, "more": "of what is graded"}
    yield {"name": "Late", "value": f"{sum(bool(cell.late) for cell in every):,}", "more": "pieces of work"}
    yield {"name": "Grader errors", "value": f"{found['grader error']:,}", "more": "results; they cost no points"}


def _mistake(view: View, mistake: Mistake) -> dict[str, Any]:
    graded = view.tally.exercises[mistake.exercise].graded
    part = len(mistake.students) / graded
    return {
        "name": cut(mistake.name, _NAME_LIMIT),
        "exercise": mistake.exercise,
        "tasks": [cut(task, _NAME_LIMIT) for task, _ in mistake.tasks.most_common(_TASKS_TOLD)],
        "more": max(0, len(mistake.tasks) - _TASKS_TOLD),
        "hint": cut(mistake.hint, _HINT_LIMIT),
        "students": count(len(mistake.students), "student"),
        "graded": f"{graded:,}",
        "share": share(part, 1),
        "bar": bar(part),
        "who": view.people.told(mistake.students),
    }


def _spreads(view: View) -> Iterator[dict[str, Any]]:
    for place, exercise in enumerate(view.exercises):
        shares = [cell.share for _, cell in view.cells(exercise.slug) if cell.share is not None]
        found = facts.spread(shares)
        lower, median, upper = (percent(each) for each in (found.lower, found.median, found.upper))
        marks = [(each, "quartile") for each in (found.lower, found.upper) if each is not None]
        marks += [(found.median, "median")] if found.median is not None else []
        told = (
            f"{count(found.count, 'score')}; median {median}, quartiles {lower} and {upper}; {found.full:,} with full "
            f"marks, {found.zero:,} with zero"
        )
        yield {
            "exercise": exercise.slug,
            "spread": found,
            "told": told,
            "figures": [percent(found.mean), lower, median, upper],
            "drawing": histogram(f"scores{place}", f"Scores in {exercise.slug}", told, found.tenths, marks),
        }


def _broken(slug: str) -> Markup:
    """Return a slug that may be broken behind its underscores."""
    return Markup("_<wbr>").join(slug.split("_"))


def _share(cells: Mapping[str, Cell]) -> float:
    got, most = total(cells)
    return got / most if most else 0.0


def _row(view: View, student: int, risk: list[str]) -> dict[str, Any]:
    cells = [view.tally.cells[student].get(exercise.slug) for exercise in view.exercises]
    got, most = total(view.tally.cells[student])
    kinds = ["risk"] * bool(risk)
    kinds += [
        kind
        for kind, state in (("missing", "missing"), ("ungraded", "not graded"), ("faulty", "grader error"))
        if any(cell is not None and cell.state == state for cell in cells)
    ]
    kinds += ["late"] * any(cell is not None and bool(cell.late) for cell in cells)
    return {
        "name": view.people.link(student),
        "id": view.people.ids[student],
        "kinds": " ".join(kinds),
        "total": percent(got / most) if most else "–",
        "points": points(got),
        "cells": [_cell(cell) for cell in cells],
        "risk": "; ".join(risk),
    }


def _cell(cell: Cell | None) -> tuple[str, str]:
    """Return a cell's text and its style."""
    if cell is None or cell.state in ("missing", "not graded", "not due"):
        return "none", cell.state if cell is not None else "–"
    marks = " late" * bool(cell.late) + " (grader error)" * (cell.state == "grader error")
    low = cell.share is not None and cell.share < facts.LOW
    return "low" if low else "", points(cell.score) + " low" * low + marks
