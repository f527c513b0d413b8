"""One check in a terminal: what was asked, both sides of what was compared, and a picture where there is one."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from dlgrade.language import said, say, words
from dlgrade.protocol import legible, one_line
from dlgrade.report.terminal import indented, sign
from dlgrade.report.words import OUTCOMES
from dlgrade.show import heat, numbers
from dlgrade.show.calls import Asked, decisive
from dlgrade.show.journey import Showing
from dlgrade.show.sides import Sides, sides
from dlgrade.student import spoken

_INDENT = 4  # columns before numbers
_LISTED = 4  # further values that are shown with their numbers, and further failures that are named
_SMALL = 24  # entries of a value that is right and is shown all the same
_PICTURED = 6  # pixels: of a table that has not four axes, a side at least as long makes a picture
_STYLES = {"passed": "bold green", "failed": "bold red", "not_reached": "bold yellow", "error": "bold magenta"}


def show_check(screen: Console, found: Showing) -> None:
    """Print a check and all that it saw; of a hidden one its fact alone, and what `check` says of it."""
    check = found.check
    heading = Text(found.exercise.slug, style="bold")
    heading.append(f"  {check.task}  {check.id}", style="dim")
    indented(screen, 0, heading)
    for note in found.notes:
        indented(screen, 0, Text(said(f"note: {legible(note)}"), style="yellow"))
    title = Text(f"{sign(screen, check.outcome)} {words(check.title)}", style=_STYLES[check.outcome])
    outcome = say(OUTCOMES[check.outcome])
    title.append(f"  ({say('{outcome}, hidden', outcome=outcome) if check.hidden else outcome})", style="dim")
    indented(screen, 0, title)
    if found.problem:
        _say(screen, 2, "your module could not be graded", "bold red")
        _say(screen, 2, legible(found.problem))
        return
    for line in said(legible(check.message)).splitlines():
        indented(screen, 2, Text(line))
    if check.diagnosis:
        diagnosis = said(legible(check.diagnosis))
        indented(screen, 2, Text(say("diagnosis: {diagnosis}", diagnosis=diagnosis)))
    if check.hint:
        hint = words(check.hint) if check.mistake else said(check.hint)  # an author's, or the engine's
        indented(screen, 2, Text(say("hint: {hint}", hint=legible(hint)), style="bold cyan"))
    if check.hidden:
        _say(screen, 2, "what a hidden check asks, and what it expects, is not shown", "dim")
    elif found.seen is not None:
        _show_seen(screen, found)
    if found.others:
        some = ", ".join(found.others[:_LISTED]) + (
            f" and {len(found.others) - _LISTED} more" if len(found.others) > _LISTED else ""
        )
        _say(screen, 0, f"failed as well: {some}", "dim")


def _show_seen(screen: Console, found: Showing) -> None:
    assert found.seen is not None
    calls = decisive(spoken(found.seen.exchanges), found.exercise.signatures)
    values = sides(found.seen, calls)
    worst = values[0] if values else None
    if calls:
        indented(screen, 0, Text(say("asked"), style="bold"))
    for call in calls:
        _show_call(screen, call, worst)
    for number, value in enumerate(values):
        if number == 0 or value.aspect or (value.expected.size <= _SMALL and number < _LISTED):
            _show_value(screen, value)
        else:
            _say(screen, 0, f"{value.name}: right, {numbers.described(value.expected)}", "dim")


def _show_call(screen: Console, call: Asked, worst: Sides | None) -> None:
    line = Text(call.text)
    if call.earlier:
        line.append(f"  (asked {call.earlier} time{'s' * (call.earlier > 1)} before)", style="dim")
    indented(screen, 2, line)
    for name, array in call.arrays.items():
        index = worst.index if worst is not None and array.ndim and array.shape[:1] == worst.expected.shape[:1] else ()
        index = index[:1] + (0,) * (array.ndim - 1) if index else (0,) * array.ndim
        _show_array(screen, name, array, index)
    if call.said.ended:
        _say(screen, _INDENT, f"-> {legible(call.said.ended)}", "red")
    for warning in call.said.warnings:
        _say(screen, _INDENT, f"warning: {legible(warning)}", "yellow")
    if call.changed:
        _say(screen, _INDENT, f"it changed {', '.join(call.changed)}", "red")


def _show_array(screen: Console, name: str, array: Any, index: Sequence[int]) -> None:
    """Print an argument: its table, or the one of its tables that goes with the worst place."""
    where = numbers.plane(index, array)
    at = f"[{', '.join(map(str, where))}]" if where else ""
    _say(screen, _INDENT, f"{name}{at}  {numbers.described(array)}", "dim")
    table = array[where] if where else array
    written = numbers.Table.of(table, numbers.digits_of(table))
    _print_rows(screen, [("", written)], table, index)


def _show_value(screen: Console, value: Sides) -> None:
    """Print both sides of one value."""
    line = Text(one_line(value.name), style="bold")
    line.append(f"  {numbers.described(value.expected)}  ", style="dim")
    if not value.laid_over:
        line.append(f"{sign(screen, 'failed')} ", style="bold red")
        indented(screen, 0, line)
        _show_array(screen, "expected", value.expected, (0,) * value.expected.ndim)
        if isinstance(value.actual, np.ndarray):
            _show_array(screen, "actual", value.actual, (0,) * value.actual.ndim)
        else:
            _say(screen, _INDENT, f"actual  {one_line(repr(value.actual))[:200]}", "dim")
        return
    actual = np.asarray(value.actual)
    count = int(value.wrong.sum())
    if value.aspect == "dtype":  # the reference is always in float64
        verdict = say("the dtype of actual is {dtype}", dtype=actual.dtype)
    elif count:
        verdict = say(
            "{count} of {size} differ, marked {mark}", count=count, size=value.expected.size, mark=numbers.MARK
        )
    else:
        verdict = say("right")
    line.append(
        f"{sign(screen, 'failed' if value.aspect else 'passed')} {verdict}", style="red" if value.aspect else "green"
    )
    indented(screen, 0, line)
    where = numbers.plane(value.index, value.expected)
    if where:
        _say(screen, 2, _which(value, where), "dim")
    _show_sides(screen, value, actual, where)
    picture = pictured(value)
    if picture is not None:
        for drawn in heat.lines(screen, picture, screen.width - 2):
            screen.print(Text("  ").append_text(drawn), no_wrap=True, overflow="ignore", crop=False)
        _say(screen, 2, heat.legend(picture), "dim")


def _which(value: Sides, where: tuple[int, ...]) -> str:
    """Say which table of an array of more than two axes is shown, and how many others hold differences."""
    names = ("image", "channel") if value.expected.ndim == 4 else ()
    place = (
        ", ".join(f"{name} {at}" for name, at in zip(names, where, strict=True))
        if names
        else f"[{', '.join(map(str, where))}]"
    )
    tables = [bool(table.any()) for table in value.wrong.reshape(-1, *value.wrong.shape[-2:])]
    if not any(tables):
        return f"{place} of {value.expected.shape[: len(where)]}"
    return f"{place}, where the largest difference is; {sum(tables)} of {len(tables)} tables hold differences"


def pictured(value: Sides, *, anyway: bool = False) -> heat.Panels | None:
    """Return the panels of a value that is an image or a feature map; of any array, if it is wished anyway."""
    if not value.laid_over or value.expected.dtype.kind not in "fiu":
        return None
    expected, actual = np.atleast_2d(value.expected), np.atleast_2d(np.asarray(value.actual))
    where = numbers.plane(value.index, expected)
    expected, actual = (expected[where], actual[where]) if where else (expected, actual)
    image = value.expected.ndim == 4 or min(expected.shape) >= _PICTURED
    return heat.panels(actual, expected) if expected.size and (anyway or (image and expected.size > 1)) else None


def _show_sides(screen: Console, value: Sides, actual: Any, where: tuple[int, ...]) -> None:
    expected, got, wrong = (array[where] if where else array for array in (value.expected, actual, value.wrong))
    digits = numbers.digits_of(expected, got, wrong=wrong)
    tables = [numbers.Table.of(expected, digits), numbers.Table.of(got, digits, wrong)]
    width = max(table.width for table in tables)
    columns = np.atleast_2d(expected).shape[1]
    room = (screen.width - _INDENT - 3) // 2
    if expected.ndim == 2 and expected.shape[0] > 1 and columns * (width + 1) <= room:
        _print_rows(screen, [(say("expected"), tables[0]), (say("actual"), tables[1])], expected, value.index)
        return
    for name, table in zip((say("expected"), say("actual")), tables, strict=True):
        if expected.ndim == 2 and expected.shape[0] > 1:
            _say(screen, 2, name, "dim")
            _print_rows(screen, [("", table)], expected, value.index, width=width)
        else:
            _print_rows(screen, [(name, table)], expected, value.index, width=width, label=10)


def _print_rows(
    screen: Console,
    tables: Sequence[tuple[str, numbers.Table]],
    array: Any,
    index: Sequence[int],
    *,
    width: int = 0,
    label: int = 0,
) -> None:
    """Print tables side by side, row by row; a label as wide as `label` stands before a single row."""
    width = width or max(table.width for _, table in tables)
    dots = "..." if screen.options.ascii_only else "…"
    room = screen.width - _INDENT - label if len(tables) == 1 else screen.width
    rows = numbers.rows_kept(array, index)
    columns = numbers.columns_kept(array, index, width, room)
    if len(tables) > 1:
        side = len(columns) * (width + 1)
        above = " | ".join(_padded(f" {name}", side) for name, _ in tables).rstrip()
        screen.print(Text(" " * _INDENT + above, style="dim"), no_wrap=True, overflow="ignore", crop=False)
    before = -1
    for row in rows:
        if row > before + 1:
            screen.print(Text(" " * (_INDENT + 1) + dots, style="dim"))
        line = Text(" " * _INDENT)
        if label:
            line.append(_padded(tables[0][0], label), style="dim")
        for place, (_, table) in enumerate(tables):
            line.append(" | " if place else "", style="dim").append_text(table.line(row, columns, width, dots))
        line.rstrip()
        screen.print(line, no_wrap=True, overflow="ignore", crop=False)
        before = row


def _padded(text: str, columns: int) -> str:
    """Return a text that takes so many columns; a Chinese character takes two."""
    return text + " " * (columns - cell_len(text))


def _say(screen: Console, indent: int, text: str, style: str = "") -> None:
    indented(screen, indent, Text(said(text), style=style))
