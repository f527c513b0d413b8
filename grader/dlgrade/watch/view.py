"""What a watch shows: an exercise's bar, one failing task with its feedback, and what can be done with a key."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from rich.console import Console
from rich.text import Text

from dlgrade.language import said, say
from dlgrade.protocol import legible
from dlgrade.report.progress import TaskState, bar, heading, show_states, tally, task_states
from dlgrade.report.terminal import indented, show_task
from dlgrade.results import Result

_BAR = 24  # columns
KEYS = {
    "n": ("next", "shows the next task that fails"),
    "h": ("hint", "gives a hint for the task that is shown, and a further one each time"),
    "l": ("list", "lists the tasks and their state, and hides them again"),
    "r": ("rerun", "checks everything again, from the beginning"),
    "q": ("quit", "ends; so does Ctrl-C"),
    "?": ("help", "shows this, and hides it again"),
}


@dataclass
class View:
    """What there is to show; whoever changes it shows it."""

    slug: str = ""
    title: str = ""
    result: Result | None = None
    looked_at: str = ""  # the task that is shown, for as long as it does not pass
    mode: Literal["task", "list", "help"] = "task"
    hint: str = ""
    hinted: str = ""  # the task that the hint is for
    status: str = ""
    news: list[str] = field(default_factory=list)  # sentences that stand above everything else
    elsewhere: list[str] = field(default_factory=list)  # exercises beside this one that fail
    keys: bool = True

    @property
    def tasks(self) -> list[TaskState]:
        """The exercise's tasks."""
        return task_states(self.result) if self.result is not None else []

    @property
    def passed(self) -> bool:
        """Whether nothing fails."""
        return self.result is not None and self.result.passed

    @property
    def open_tasks(self) -> list[str]:
        """Everything that did not pass, what fails before what is not begun; earlier exercises' work first."""
        if self.result is None or self.result.problem:
            return []
        needed = dict.fromkeys(
            check.task for check in self.result.checks if check.prerequisite and check.outcome != "passed"
        )
        states = [task for task in self.tasks if task.state != "passed"]
        return [*needed, *(task.name for task in sorted(states, key=lambda task: task.state == "not started"))]

    @property
    def task(self) -> str:
        """The task that is shown; empty if nothing fails."""
        names = self.open_tasks
        return self.looked_at if self.looked_at in names else next(iter(names), "")

    def take(self, slug: str, title: str, result: Result | None) -> None:
        """Show another result; a task that a save has broken is looked at, or else the one that was, while it fails."""
        passed = {task.name for task in self.tasks if task.state == "passed"} if slug == self.slug else set()
        self.slug, self.title, self.result = slug, title, result
        broken = [task.name for task in self.tasks if task.state == "failing" and task.name in passed]
        self.looked_at = broken[0] if broken else self.task

    def go_on(self) -> None:
        """Look at the next task that did not pass, after the last at the first again."""
        names = self.open_tasks
        if names:
            self.looked_at, self.mode = names[(names.index(self.task) + 1) % len(names)], "task"


def head(screen: Console, view: View) -> None:
    """Print news, the exercise with its points, and the bar."""
    for text in view.news:
        indented(screen, 0, Text(said(legible(text)), style="bold"))
    if view.result is None:
        if view.slug:
            screen.print(Text(view.slug, style="bold"))
        return
    heading(screen, view.slug, view.result.points, view.result.max_points, view.title)
    tasks = view.tasks
    done = sum(task.state == "passed" for task in tasks)
    line = said(f"{done} of {len(tasks)} tasks") + (f": {tally(tasks)}" if done < len(tasks) else "")
    indented(screen, 0, Text(f"{bar(screen, done, len(tasks), _BAR)} {line}"))
    for note in view.result.notes:
        indented(screen, 0, Text(said(f"note: {legible(note)}"), style="yellow"))


def body(screen: Console, view: View) -> None:
    """Print the task that is looked at, or the list, or the help."""
    screen.print()
    if view.mode == "help":
        for key, (name, meaning) in KEYS.items():
            indented(screen, 2, Text(f"{key}  {say(name)}: {say(meaning)}"))
        indented(screen, 2, Text(said("Save a file, and what you have changed is checked.")))
        return
    if view.result is None:
        return
    if view.result.problem:
        indented(screen, 2, Text(said("your module could not be graded"), style="bold red"))
        indented(screen, 2, Text(said(legible(view.result.problem))))
    elif view.mode == "list":
        show_states(screen, view.tasks, marked=view.task)
    elif view.task:
        show_task(screen, view.result, view.task)
        if view.hint and view.hinted == view.task:
            indented(screen, 4, Text(said(legible(view.hint)), style="bold cyan"))
        others = [name for name in view.open_tasks if name != view.task]
        if others:
            screen.print()
            indented(screen, 2, Text(said(f"not passed either: {_some(others)}"), style="dim"))
    else:
        indented(screen, 2, Text(said("everything passed"), style="green"))
    for fault in view.result.faults:
        indented(screen, 2, Text(said(f"grader error: {legible(fault)}"), style="magenta"))


def foot(screen: Console, view: View) -> None:
    """Print what else fails, what is going on, and the keys."""
    screen.print()
    if view.elsewhere:
        indented(screen, 0, Text(said(f"failing elsewhere: {_some(view.elsewhere)}"), style="dim"))
    if view.status:
        indented(screen, 0, Text(said(legible(view.status)), style="dim"))
    if view.keys:
        line = Text()
        for key, (name, _) in KEYS.items():
            line.append(f"{'   ' if line else ''}")
            line.append(key, style="bold")
            line.append(f" {say(name)}")
        indented(screen, 0, line)


def _some(names: Sequence[str], limit: int = 6) -> str:
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more
