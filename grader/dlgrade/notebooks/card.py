"""A verdict as a notebook shows it: HTML that is readable on light and dark pages, and the same in plain text."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from rich.console import Console

from dlgrade.language import said, say, words
from dlgrade.protocol import legible, one_line
from dlgrade.report.terminal import by_cause, hint_of, others_of, show_result
from dlgrade.report.words import OUTCOMES, points, unwritten
from dlgrade.results import CheckResult, Result

if TYPE_CHECKING:
    import jinja2

_WIDTH = 100  # columns of the text
_SIGNS = {"passed": "✓", "failed": "✗", "not_reached": "○", "error": "!"}


@dataclass(frozen=True)
class Card:
    """What IPython displays of a verdict."""

    result: Result
    title: str = ""

    def __repr__(self) -> str:
        file = io.StringIO()
        screen = Console(file=file, width=_WIDTH, highlight=False, force_jupyter=False, force_terminal=False)
        show_result(screen, self.result, self.title)
        return file.getvalue().rstrip()

    def _repr_html_(self) -> str:
        return page(self.result, self.title)


def of_task(result: Result, task: str) -> Result:
    """Return what a result says of one task, and of the work of earlier exercises that is not right."""
    checks = [each for each in result.checks if each.task == task]
    return msgspec.structs.replace(
        result,
        checks=checks,
        points=sum(each.points for each in checks if each.outcome != "error"),
        max_points=sum(each.max_points for each in checks if each.outcome != "error"),
    )


def page(result: Result, title: str = "") -> str:
    """Return a result as a piece of HTML that needs no style sheet and no script."""
    tasks = [] if result.problem else [_task(result, task) for task in dict.fromkeys(c.task for c in result.checks)]
    return _template().render(
        title=one_line(words(title)),
        exercise=result.exercise,
        got=points(result.points),
        most=points(result.max_points),
        passed=result.passed,
        notes=[said(legible(note)) for note in result.notes],
        problem=said(legible(result.problem)),
        faults=[said(legible(fault)) for fault in result.faults],
        tasks=[each for each in tasks if each],
    )


def _task(result: Result, task: str) -> dict[str, object] | None:
    checks = [each for each in result.checks if each.task == task]
    failed = [each for each in checks if each.outcome != "passed"]
    needed = checks[0].prerequisite
    if needed and not failed:
        return None
    worst = next((o for o in ("error", "failed", "not_reached") if any(c.outcome == o for c in checks)), "passed")
    stub = bool(failed) and all(unwritten(each) or each.outcome == "not_reached" for each in failed)
    stub = stub and any(unwritten(each) for each in failed)
    absent = bool(failed) and all(_absent(each) or each.hidden or each.outcome == "not_reached" for each in failed)
    absent = absent and any(_absent(each) for each in failed)
    got, most = (sum(getattr(each, name) for each in checks) for name in ("points", "max_points"))
    return {
        "name": one_line(task),
        "sign": _SIGNS["not_reached" if stub or absent else worst],
        "worth": say("needed here") if needed else f"{points(got)}/{points(most)}",
        "word": say("not written yet" if stub else "not defined: run its cell" if absent else OUTCOMES[worst]),
        "outcome": "not_reached" if stub or absent else worst,
        "causes": [] if stub or absent else [_cause(group) for group in by_cause(failed)],
    }


def _absent(check: CheckResult) -> bool:
    """Whether a check finds no definition at all, as where a cell was not run yet."""
    return check.outcome == "failed" and check.message.startswith(f"there is no {check.task} in your module")


def _cause(group: Sequence[CheckResult]) -> dict[str, object]:
    first = group[0]
    outcome = say(OUTCOMES[first.outcome])
    return {
        "title": one_line(words(first.title)),
        "outcome": first.outcome,
        "sign": _SIGNS[first.outcome],
        "word": say("{outcome}, hidden", outcome=outcome) if first.hidden else outcome,
        "message": said(legible(first.message)),
        "diagnosis": said(legible(first.diagnosis)),
        "hint": hint_of(first),
        "others": legible(others_of(group)),
    }


@cache
def _template() -> "jinja2.Template":
    import jinja2

    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, loader=loader
    )
    environment.globals["say"] = say
    return environment.get_template("card.html")
