"""The gist of a class's report in a terminal: where it is, what is in it, and what an instructor must know at once."""

import contextlib
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from dlgrade.language import said, say, words
from dlgrade.report.site import Gist
from dlgrade.report.terminal import indented
from dlgrade.report.words import count, cut

_LINE_LIMIT, _CAVEAT_LIMIT = 300, 800  # characters


@contextlib.contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """Show how many students are done, on standard error, if somebody is watching."""
    screen = Console(stderr=True)
    with Progress(console=screen, transient=True, disable=not screen.is_terminal) as shown:
        task = shown.add_task(say("students"), total=None)
        yield lambda done, students: shown.update(task, completed=done, total=students)


def show(screen: Console, written: Gist) -> None:
    """Print where the report is and what it says."""
    for caveat in written.caveats:
        indented(screen, 0, Text(said(cut(caveat, _CAVEAT_LIMIT)), style="bold yellow"))
    states = written.states
    graded = states.get("graded", 0) + states.get("grader error", 0)
    told = [f"{graded:,} graded"]
    told += [f"{states[state]:,} {state}" for state in ("missing", "not graded", "not due") if states.get(state)]
    told.append(f"{states.get('grader error', 0):,} with grader errors")
    screen.print(Text(f"{said(count(written.students, 'student'))}: {', '.join(said(each) for each in told)}"))
    if written.mistakes:
        screen.print(Text(say("teach again:")))
    for students, name, exercise, hint in written.mistakes:
        line = said(f"{count(students, 'student')}: {cut(name, 80)} in {exercise}")
        line += f": {words(cut(hint, _LINE_LIMIT))}" if hint else ""
        indented(screen, 2, Text(line))
    screen.print(Text(said(f"report: {written.page}")), soft_wrap=True)
