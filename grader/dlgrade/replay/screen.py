"""A replay in a terminal and in a file."""

import io
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.text import Text

from dlgrade.classroom.records import refused, whole
from dlgrade.language import said, say, words
from dlgrade.protocol import legible, one_line
from dlgrade.replay.journey import Replay
from dlgrade.report.terminal import indented

_ENTRIES_LIMIT = 60  # of an array, before its middle is left out
_TEXT_LIMIT = 2_000  # characters of one value
_EXCHANGES_LIMIT = 40


def show_replay(screen: Console, found: Replay) -> None:
    """Print every question and answer, and what the check said of them."""
    check = found.check
    screen.print(Text(f"{check.id}: {words(check.title)}", style="bold"))
    if found.problem:
        screen.print(Text(said(f"the submission could not be graded: {legible(found.problem)}")))
    for number, exchange in enumerate(found.said[:_EXCHANGES_LIMIT]):
        screen.print(Text(f"{number}: {one_line(exchange.asked)}", style="bold"))
        for name, value in exchange.arguments.items():
            indented(screen, 3, Text(f"{one_line(name)} = {_shown(value)}"))
        indented(screen, 3, Text(f"-> {legible(exchange.ended) if exchange.ended else _shown(exchange.answer)}"))
        for warning in exchange.warnings:
            indented(screen, 3, Text(say("warning: {warning}", warning=legible(warning)), style="yellow"))
        if exchange.printed:
            indented(screen, 3, Text(say("printed: {printed}", printed=one_line(exchange.printed[:_TEXT_LIMIT]))))
    if len(found.said) > _EXCHANGES_LIMIT:
        screen.print(Text(said(f"and {len(found.said) - _EXCHANGES_LIMIT:,} more: --out FILE keeps them all")))
    points = say("{points}/{max_points} points", points=f"{check.points:g}", max_points=f"{check.max_points:g}")
    outcome = say(check.outcome.replace("_", " "))
    screen.print(Text(f"{outcome}, {points}", style="bold"))
    told = said(legible(check.message)), said(legible(check.diagnosis)), said(legible(check.hint))
    for label, text in zip(("{text}", "diagnosis: {text}", "hint: {text}"), told, strict=True):
        if text:
            indented(screen, 3, Text(say(label, text=text)))


def keep(found: Replay, path: Path) -> None:
    """Write every array of a replay into a .npz file, by the number of the question; DlgradeError if it cannot be."""
    arrays = {name: array for number, said in enumerate(found.said) for name, array in said.arrays(number).items()}
    content = io.BytesIO()
    np.savez_compressed(content, allow_pickle=False, **arrays)
    try:
        whole(path, content.getvalue(), secret=True)  # the inputs of a hidden check may be in it
    except OSError as error:
        raise refused(path, error) from None


def _shown(value: Any) -> str:
    """Return a value as Python would write it, with shape and dtype, its middle left out where it is long."""
    if isinstance(value, np.ndarray):
        text = np.array2string(value, threshold=_ENTRIES_LIMIT, precision=8, separator=", ")
        shape = "x".join(str(length) for length in value.shape) or "scalar"
        indent = "\n" * (value.ndim > 1)
        return f"{value.dtype} {shape} {indent}{text}"
    text = legible(repr(value))
    return text if len(text) <= _TEXT_LIMIT else text[:_TEXT_LIMIT] + "..."
