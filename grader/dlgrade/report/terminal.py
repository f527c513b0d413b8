"""Results in a terminal: colours never carry the meaning alone, and nothing a student wrote can steer the screen."""

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from dlgrade.keys import PRACTICE
from dlgrade.language import breaks, said, say, words
from dlgrade.protocol import legible
from dlgrade.report.words import OUTCOMES, unwritten
from dlgrade.results import CheckResult, Result

_TITLES_LIMIT = 4  # further failures of one cause that are named
_WIDTH_LIMIT = 110  # columns; longer lines are hard to read
_NARROWEST = 20  # columns of text, however deep the indent
_STYLES = {"passed": "green", "failed": "red", "not_reached": "yellow", "error": "magenta"}
_SIGNS = {"passed": "✓", "failed": "✗", "not_reached": "○", "error": "!"}
_ASCII = {"passed": "+", "failed": "x", "not_reached": "o", "error": "!"}
See = Callable[[str], str]
_WEAK = (
    "isolation: basic. Limits only: this code could read files, answers and other students' work, so these points say "
    "nothing about code that you do not trust."
)


def console(file: IO[str] | None = None, *, width: int | None = None) -> Console:
    """Return a console that wraps at a readable width and follows NO_COLOR."""
    if file is None and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    made = Console(file=file or sys.stdout, highlight=False, soft_wrap=False, width=width)
    if width is None and made.width > _WIDTH_LIMIT:
        made = Console(file=file or sys.stdout, highlight=False, soft_wrap=False, width=_WIDTH_LIMIT)
    return made


def show_result(screen: Console, result: Result, title: str = "", see: See | None = None) -> None:
    """Print one result: a line for each task, details for what failed.

    see: returns the command that shows more of a check, by the name it goes by; without, none is named
    """
    line = Text(result.exercise, style="bold")
    points = say("{points}/{max_points} points", points=f"{result.points:g}", max_points=f"{result.max_points:g}")
    line.append(f"  {points}", style="bold green" if result.passed else "bold")
    if title:
        line.append(f"  {words(title)}", style="dim")
    show_cut(screen, line)
    if result.isolation == "basic" and result.key_id != PRACTICE.id:
        _say(screen, 0, f"{sign(screen, 'error')} {say(_WEAK)}", "bold yellow")
    for note in result.notes:
        _say(screen, 0, say("note: {note}", note=said(legible(note))), "yellow")
    if result.problem:
        _say(screen, 2, say("your module could not be graded"), "bold red")
        _say(screen, 2, said(legible(result.problem)))
    else:
        for task in dict.fromkeys(check.task for check in result.checks):
            checks = [check for check in result.checks if check.task == task]
            if not all(check.prerequisite and check.outcome == "passed" for check in checks):
                _show_task(screen, task, checks, see)
    for fault in result.faults:
        _say(screen, 2, say("grader error: {fault}", fault=said(legible(fault))), "magenta")
    screen.print()


def show_withheld(screen: Console, checks: int, points: float) -> None:
    """Say how many hidden checks a kit leaves out; nothing where there are none."""
    if checks:
        _say(screen, 2, said(f"{checks} hidden checks ({points:g} points) run when it is graded"), "dim")
        screen.print()


def show_rest(screen: Console, slugs: Sequence[str]) -> None:
    """Name the exercises that were not judged because nobody has begun them."""
    if slugs:
        _say(screen, 0, say("not started: {slugs}", slugs=", ".join(slugs)), "dim")


def show_task(screen: Console, result: Result, task: str, *, see: See | None = None) -> None:
    """Print one task of a result as show_result does."""
    _show_task(screen, task, [check for check in result.checks if check.task == task], see)


def _show_task(screen: Console, task: str, checks: Sequence[CheckResult], see: See | None) -> None:
    got, most = (
        sum(check.points for check in checks),
        sum(check.max_points for check in checks if check.outcome != "error"),
    )
    outcome = next(
        (name for name in ("error", "failed", "not_reached") if any(check.outcome == name for check in checks)),
        "passed",
    )
    failed = [check for check in checks if check.outcome in ("failed", "error")]
    is_stub = bool(failed) and all(unwritten(check) for check in failed)
    word = say("not written yet") if is_stub else say(OUTCOMES[outcome])
    shown = "not_reached" if is_stub else outcome
    line = Text("  ")
    line.append(f"{sign(screen, shown)} {task}", style=_STYLES[shown])
    worth = say("needed here") if checks[0].prerequisite else f"{got:g}/{most:g}"
    line.append(f"  {worth}  {word}", style="dim" if is_stub else "default")
    screen.print(line)
    if not is_stub:
        for group in by_cause([check for check in checks if check.outcome != "passed"]):
            _show_cause(screen, group)
            if see is not None and group[0].outcome == "failed" and not group[0].hidden:
                _say(screen, 6, say("see it: {command}", command=see(_shortest(group[0], checks))), "dim")


def by_cause(checks: Sequence[CheckResult]) -> Iterator[list[CheckResult]]:
    """Group failures that have one cause: the same mistake, or else the same diagnosis, or the same message."""
    groups: dict[tuple[str, ...], list[CheckResult]] = {}
    for check in checks:
        cause = (
            check.outcome,
            check.mistake
            or check.diagnosis
            or check.hint
            or (check.message if check.outcome != "failed" else check.title),
        )
        groups.setdefault(cause, []).append(check)
    for group in groups.values():
        yield sorted(group, key=lambda check: check.hidden)  # a visible check has more to say


def _shortest(check: CheckResult, checks: Sequence[CheckResult]) -> str:
    """Return the shortest name that `show` finds a check by: of one function it shows the first that failed."""
    function = check.id.partition("[")[0]
    first = next(
        each
        for each in checks
        if each.id.partition("[")[0] == function and each.outcome == "failed" and not each.hidden
    )
    return function if first.id == check.id else check.id


def _show_cause(screen: Console, group: Sequence[CheckResult]) -> None:
    first = group[0]
    outcome = say(OUTCOMES[first.outcome])
    line = Text(f"{sign(screen, first.outcome)} {words(first.title)}", style=_STYLES[first.outcome])
    line.append(f"  ({say('{outcome}, hidden', outcome=outcome) if first.hidden else outcome})", style="dim")
    indented(screen, 4, line)
    for text in said(legible(first.message)).splitlines():
        _say(screen, 6, text)
    if first.diagnosis:
        _say(screen, 6, say("diagnosis: {diagnosis}", diagnosis=said(legible(first.diagnosis))))
    if first.hint:
        _say(screen, 6, say("hint: {hint}", hint=hint_of(first)), "bold cyan")
    if others := others_of(group):
        _say(screen, 6, others, "dim")


def others_of(group: Sequence[CheckResult]) -> str:
    """Say which further checks failed as a group's first did; nothing if none with a title of its own."""
    first = group[0]
    others = list(dict.fromkeys(check.title for check in group[1:] if check.title != first.title))
    if not others:
        return ""
    same = "{outcome} for the same reason: {titles}" if first.outcome == "failed" else "{outcome} as well: {titles}"
    titles = say("; ").join(words(title) for title in others[:_TITLES_LIMIT])
    if len(others) > _TITLES_LIMIT:
        titles = say("{titles}; and {count} more", titles=titles, count=len(others) - _TITLES_LIMIT)
    return say(same, outcome=say(OUTCOMES[first.outcome]), titles=titles)


def hint_of(check: CheckResult) -> str:
    """Return a check's hint: an author's, of a mistake, or the engine's."""
    return legible(words(check.hint) if check.mistake else said(check.hint))


def sign(screen: Console, outcome: str) -> str:
    """Return the sign of an outcome that a screen can show."""
    return (_ASCII if screen.options.ascii_only else _SIGNS)[outcome]


def _say(screen: Console, indent: int, text: str, style: str = "") -> None:
    indented(screen, indent, Text(text, style=style))


def show_cut(screen: Console, line: Text) -> None:
    """Print a line that is cut where it is longer than the screen, with an ellipsis where there is a sign for it."""
    screen.print(line, no_wrap=True, overflow="crop" if screen.options.ascii_only else "ellipsis")


def hanging(screen: Console, head: Text, text: Text) -> None:
    """Print a text behind its head, with its further lines below the first."""
    for number, line in enumerate(_wrapped(screen, text, max(screen.width - head.cell_len, _NARROWEST))):
        line.rstrip()
        start = head.copy() if number == 0 else Text(" " * head.cell_len)
        screen.print(start.append_text(line), no_wrap=True, overflow="ignore", crop=False)


def indented(screen: Console, indent: int, text: Text) -> None:
    """Print a text with every line of it indented, and nothing behind its lines that a copy would take along."""
    for line in _wrapped(screen, text, max(screen.width - indent, _NARROWEST)):
        line.rstrip()
        screen.print(Text(" " * indent).append_text(line), no_wrap=True, overflow="ignore", crop=False)


def _wrapped(screen: Console, text: Text, width: int) -> Iterable[Text]:
    """Break a text into lines: between words, and where there are none, between Chinese characters."""
    if cell_len(text.plain) == len(text.plain):
        return text.wrap(screen, width)
    return [part for line in text.split(allow_blank=True) for part in line.divide(breaks(line.plain, width))]
