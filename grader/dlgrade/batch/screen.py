"""A class being graded, on the screen: a live bar where there is a terminal, a plain line now and then where not."""

import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from dlgrade.batch.plan import Plan
from dlgrade.language import said, say
from dlgrade.protocol import one_line
from dlgrade.results import Result

_LINE_SECONDS = 30.0  # between two plain lines
_BAR = 24  # columns


class Screen:
    """Shows a run; a context, so that the terminal is left as it was."""

    def __init__(self, console: Console):
        self._console = console
        self._total = self._done = self._failing = self._faulty = 0
        self._started = self._printed = time.monotonic()
        self._live: Progress | None = None
        self._task = TaskID(0)
        if console.is_terminal:
            self._live = Progress(
                TextColumn("{task.description}"),
                BarColumn(bar_width=_BAR),
                MofNCompleteColumn(),
                TextColumn("{task.fields[figures]}"),
                TimeRemainingColumn(compact=True),
                TextColumn(say("left")),
                console=console,
                transient=True,
                refresh_per_second=4,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def planned(self, plans: Sequence[Plan]) -> None:
        """Say what is to be done."""
        self._total = sum(len(plan.todo) for plan in plans)
        for plan in plans:
            line = f"{plan.exercise}: {len(plan.todo):,} to grade"
            if plan.unchanged:
                line += f", {plan.unchanged:,} unchanged"
            if plan.outdated:
                line += (
                    f", {len(plan.outdated):,} graded with other checks or another key: "
                    f"`dlgrade regrade {plan.exercise} --dry-run` shows who would change"
                )
            self._say(line)
        if self._live is not None and self._total:
            self._task = self._live.add_task(say("grading"), total=self._total, figures="")
            self._live.start()

    def proving(self, exercise: str) -> None:
        """Say that the course's own solution comes first."""
        if self._live is not None:
            self._live.update(self._task, description=said(f"{exercise}: proving"))

    def graded(self, result: Result) -> None:
        """Count one more."""
        self._done += 1
        self._failing += not result.passed
        if result.faulty:
            self._faulty += 1
            self._say(
                f"{result.student}: grader error: {one_line(result.faults[0] if result.faults else '')}", "magenta"
            )
        if self._live is not None:
            figures = f"{self._failing:,} failing" + (f", {self._faulty:,} grader errors" if self._faulty else "")
            self._live.update(self._task, completed=self._done, description=result.exercise, figures=said(figures))
        elif time.monotonic() - self._printed > _LINE_SECONDS:
            self._printed = time.monotonic()
            left = (self._printed - self._started) / self._done * (self._total - self._done)
            self._say(f"{self._done:,} of {self._total:,}, {self._failing:,} failing, about {left / 60:,.0f} min left")

    def _say(self, text: str, style: str = "") -> None:
        (self._live.console if self._live is not None else self._console).print(Text(said(text), style=style))
