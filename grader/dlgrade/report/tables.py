"""Lists and tables in a terminal: progress, a class, findings, proofs."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dlgrade.protocol import legible
from dlgrade.report.terminal import hanging, indented, show_result
from dlgrade.results import Result

_STATES = {"ok": ("ok", "green"), "note": ("note", "yellow"), "problem": ("PROBLEM", "bold red")}


@dataclass(frozen=True)
class Progress:
    """One exercise in a student's list."""

    slug: str
    title: str
    max_points: float
    result: Result | None
    untouched: bool
    edited: bool

    @property
    def state(self) -> str:
        """How far it is, in words."""
        if self.untouched:
            return "not started"
        if self.result is None:
            return "not checked yet"
        if self.edited:
            return "edited since the last check"
        return "passed" if self.result.passed else "failing"


def show_progress(screen: Console, rows: Sequence[Progress]) -> None:
    """Print the exercises of a course with points and progress."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, justify in (("exercise", "left"), ("points", "right"), ("progress", "left"), ("about", "left")):
        table.add_column(name, justify=justify, no_wrap=name != "about")  # type: ignore[arg-type]
    for row in rows:
        got = f"{row.result.points:g}" if row.result and not row.untouched else "0"
        style = {"passed": "green", "failing": "red"}.get(row.state, "dim")
        table.add_row(row.slug, f"{got}/{row.max_points:g}", Text(row.state, style=style), Text(row.title))
    screen.print(table)
    following = next((row for row in rows if row.state != "passed"), None)
    if following is not None:
        screen.print(Text(f"next: dlgrade check {following.slug}"))


def show_heading(screen: Console, text: str) -> None:
    """Print a line that begins something."""
    screen.print(Text(text, style="bold"))


def show_line(screen: Console, text: str) -> None:
    """Print a sentence, broken between words."""
    screen.print(Text(legible(text)))


def show_sample(screen: Console, student: str, story: str, result: Result) -> None:
    """Print one sample submission under its story."""
    screen.print(Rule(Text(f"{student}: {story}"), align="left", characters="-"))
    show_result(screen, result)


def show_class(screen: Console, rows: Sequence[tuple[str, str, Result]]) -> None:
    """Print one line for each of several submissions."""
    screen.print(Rule(Text("the class"), align="left", characters="-"))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, justify in (("student", "left"), ("points", "right"), ("what they handed in", "left")):
        table.add_column(name, justify=justify, no_wrap=name != "what they handed in")  # type: ignore[arg-type]
    for student, story, result in rows:
        table.add_row(student, f"{result.points:g}/{result.max_points:g}", Text(story))
    screen.print(table)


def show_findings(screen: Console, findings: Sequence[tuple[str, str, str, str]]) -> None:
    """Print what an examination found: name, state, fact, advice."""
    for name, state, fact, advice in findings:
        word, style = _STATES[state]
        line = Text(f"{name:<10}")
        line.append(f"{word:<8}", style=style)
        hanging(screen, line, Text(legible(fact)))
        if advice:
            indented(screen, len(line), Text(legible(advice)))


def show_proof(screen: Console, summary: str, problems: Sequence[str]) -> None:
    """Print what an author's proof found."""
    line = Text("ok      " if not problems else "PROBLEM ", style="green" if not problems else "bold red")
    hanging(screen, line, Text(summary))
    for problem in problems:
        indented(screen, 8, Text(legible(problem)))
