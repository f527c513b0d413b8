"""Lists and tables in a terminal: progress, a class, findings, proofs."""

from collections.abc import Sequence

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dlgrade.language import line as filled
from dlgrade.language import said, say
from dlgrade.protocol import legible
from dlgrade.report.terminal import hanging, indented, show_result
from dlgrade.results import Result

_STATES = {"ok": "ok", "note": "note", "problem": "PROBLEM"}
_STYLES = {"ok": "green", "note": "yellow", "problem": "bold red"}


def show_heading(screen: Console, text: str) -> None:
    """Print a line that begins something."""
    indented(screen, 0, Text(said(text), style="bold"))


def show_line(screen: Console, text: str) -> None:
    """Print a sentence, broken between words."""
    for line in said(legible(text)).split("\n"):
        indented(screen, 0, Text(line))


def show_sample(screen: Console, student: str, story: str, result: Result) -> None:
    """Print one sample submission under its story."""
    screen.print(Rule(Text(f"{student}: {said(story)}"), align="left", characters="-"))
    show_result(screen, result)


def show_class(screen: Console, rows: Sequence[tuple[str, str, Result]]) -> None:
    """Print one line for each of several submissions."""
    screen.print(Rule(Text(say("the class")), align="left", characters="-"))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, justify in (("student", "left"), ("points", "right"), ("what they handed in", "left")):
        table.add_column(say(name), justify=justify, no_wrap=name != "what they handed in")  # type: ignore[arg-type]
    for student, story, result in rows:
        table.add_row(student, f"{result.points:g}/{result.max_points:g}", Text(said(story)))
    screen.print(table)


def show_findings(screen: Console, findings: Sequence[tuple[str, str, str, str]]) -> None:
    """Print what an examination found: name, state, fact, advice."""
    for name, state, fact, advice in findings:
        line = Text(filled(say(name), 10))
        line.append(filled(say(_STATES[state]), 8), style=_STYLES[state])
        hanging(screen, line, Text(said(legible(fact))))
        if advice:
            indented(screen, line.cell_len, Text(say("; ").join(said(each) for each in legible(advice).split("; "))))


def show_proof(screen: Console, summary: str, problems: Sequence[str]) -> None:
    """Print what an author's proof found."""
    line = Text(filled(say("PROBLEM" if problems else "ok"), 8), style="green" if not problems else "bold red")
    hanging(screen, line, Text(said(summary)))
    for problem in problems:
        indented(screen, 8, Text(said(legible(problem))))
