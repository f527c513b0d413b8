"""How far a student is: tasks and exercises with their state, the next step, and what builds on what."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dlgrade.language import said, say, words
from dlgrade.report.terminal import indented, show_cut
from dlgrade.report.words import count, unwritten
from dlgrade.results import CheckResult, Result

_TITLES_FROM = 90  # columns of a screen that has room for titles
_BAR_LENGTH = 10  # columns of an exercise's bar
_STYLES = {"passed": "green", "failing": "red"}
_SIGNS = {"passed": ("✓", "+"), "failing": ("✗", "x"), "grader error": ("!", "!")}
_OTHER_SIGNS = ("○", "o")
_BLOCKS = ("█", "#"), ("░", ".")


@dataclass(frozen=True)
class TaskState:
    """One task in a list: passed, failing, not started, not reached or grader error; what it got, and its worth."""

    name: str
    state: str
    points: float
    max_points: float


@dataclass(frozen=True)
class Progress:
    """One exercise in a student's list.

    worth: {task: points}, of every task
    uses:  the earlier exercises whose modules it imports
    """

    slug: str
    title: str
    worth: Mapping[str, float]
    result: Result | None
    untouched: bool
    edited: bool
    uses: Sequence[str] = field(default=())

    @property
    def max_points(self) -> float:
        """What it is worth."""
        return sum(self.worth.values())

    @property
    def state(self) -> str:
        """How far it is, in words."""
        if self.untouched:
            return "not started"
        if self.result is None:
            return "not checked yet"
        if self.edited:
            return "edited since the last check"
        if self.result.passed:
            return "passed"
        states = {task.state for task in self.tasks}
        return "in progress" if "not started" in states and "failing" not in states else "failing"

    @property
    def tasks(self) -> list[TaskState]:
        """Every task, as the last check found it."""
        known = {} if self.result is None or self.untouched else {each.name: each for each in task_states(self.result)}
        unknown = "not started" if self.untouched else "not checked yet"
        return [known.get(name, TaskState(name, unknown, 0, points)) for name, points in self.worth.items()]


def task_states(result: Result) -> list[TaskState]:
    """Return the state of every task that a result judges; an earlier exercise's work is not among them."""
    own = [check for check in result.checks if not check.prerequisite]
    return [
        _task_state(name, [check for check in own if check.task == name])
        for name in dict.fromkeys(check.task for check in own)
    ]


def _task_state(name: str, checks: Sequence[CheckResult]) -> TaskState:
    failed = [check for check in checks if check.outcome == "failed"]
    if any(check.outcome == "error" for check in checks):
        state = "grader error"
    elif failed:
        state = "not started" if all(unwritten(check) for check in failed) else "failing"
    else:
        state = "not reached" if any(check.outcome == "not_reached" for check in checks) else "passed"
    counted = [check for check in checks if check.outcome != "error"]
    return TaskState(name, state, sum(each.points for each in counted), sum(each.max_points for each in counted))


def show_progress(screen: Console, rows: Sequence[Progress], *, with_map: bool = False) -> None:
    """Print the exercises of a course with points, progress and tasks, and what to do next."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    titles = screen.width >= _TITLES_FROM
    for name, justify in (("exercise", "left"), ("points", "right"), ("progress", "left"), ("tasks", "left")):
        table.add_column(say(name), justify=justify, no_wrap=name not in ("progress", "about"))  # type: ignore[arg-type]
    if titles:
        table.add_column(say("about"))
    for row in rows:
        got = f"{row.result.points:g}" if row.result and not row.untouched else "0"
        tasks = row.tasks
        done = sum(each.state == "passed" for each in tasks)
        failing = sum(each.state == "failing" for each in tasks)
        figures = f"{done}/{len(tasks)}" + (said(f", {failing} failing") if failing else "")
        cells: list[str | Text] = [
            row.slug,
            f"{got}/{row.max_points:g}",
            Text(say(row.state), style=_STYLES.get(row.state, "dim")),
            Text(f"{bar(screen, done, len(tasks))} {figures}") if titles else Text(figures),
        ]
        table.add_row(*cells, *([Text(words(row.title))] if titles else []))
    screen.print(table)
    if with_map:
        show_map(screen, rows)
    show_next(screen, rows)


def show_next(screen: Console, rows: Iterable[Progress], hinted: Collection[str] = ()) -> None:
    """Say what to do next in the first exercise that has not passed; nothing where all have.

    hinted: tasks for whose failure a hint is the next step, having been checked just now
    """
    _show_next(screen, next((row for row in rows if row.state != "passed"), None), hinted)


def show_next_of(screen: Console, slug: str, task: str, *, passed: bool, hinted: Collection[str]) -> None:
    """Say what to do next when one task alone has been checked."""
    step = ("check", slug) if passed else ("hint", task) if task in hinted else ("show", task)
    _show_command(screen, *step)


def show_tasks(screen: Console, row: Progress) -> None:
    """Print the tasks of one exercise with their state, and what to do next."""
    heading(screen, row.slug, row.result.points if row.result and not row.untouched else 0, row.max_points, row.title)
    if row.state in ("edited since the last check", "not checked yet"):
        indented(screen, 2, Text(say(row.state), style="dim"))
    show_states(screen, row.tasks)
    if row.uses:
        indented(screen, 2, Text(said(f"uses your {', '.join(row.uses)}")))
    _show_next(screen, row if row.state != "passed" else None)


def heading(screen: Console, slug: str, points: float, max_points: float, title: str) -> None:
    """Print an exercise's name, points and title in one line."""
    line = Text(slug, style="bold")
    reached = say("{points}/{max_points} points", points=f"{points:g}", max_points=f"{max_points:g}")
    line.append(f"  {reached}", style="bold green" if points == max_points else "bold")
    line.append(f"  {words(title)}", style="dim")
    show_cut(screen, line)


def show_states(screen: Console, tasks: Sequence[TaskState], *, marked: str = "") -> None:
    """Print one line for each task; one may be marked as the one that is looked at."""
    width = max((len(task.name) for task in tasks), default=0)
    for task in tasks:
        line = Text("> " if task.name == marked else "  ")
        line.append(f"{sign(screen, task.state)} {task.name:<{width}}", style=_STYLES.get(task.state, ""))
        line.append(f"  {task.points:g}/{task.max_points:g}  {say(task.state)}")
        show_cut(screen, line)


def sign(screen: Console, state: str) -> str:
    """Return the sign of a task's state, as this screen can show it."""
    return _SIGNS.get(state, _OTHER_SIGNS)[screen.options.ascii_only]


def bar(screen: Console, done: float, of: float, length: int = _BAR_LENGTH) -> str:
    """Return a bar, full only when all is done and empty only when nothing is."""
    filled = round(length * done / of) if of else 0
    if 0 < done < of:
        filled = min(max(filled, 1), length - 1)
    full, empty = (each[screen.options.ascii_only] for each in _BLOCKS)
    return full * filled + empty * (length - filled)


def tally(tasks: Sequence[TaskState]) -> str:
    """Return how many tasks are in which state: `3 passed, 1 failing, 2 not started`."""
    states = dict.fromkeys(("passed", "failing", *(task.state for task in tasks)))
    numbers = {state: sum(task.state == state for task in tasks) for state in states}
    return ", ".join(said(f"{number} {state}") for state, number in numbers.items() if number) or say("no task")


def show_map(screen: Console, rows: Sequence[Progress]) -> None:
    """Print which exercises build on which, as their modules import one another."""
    used_by = {row.slug: [other.slug for other in rows if row.slug in other.uses] for row in rows}
    states = {row.slug: row.state for row in rows}
    screen.print(Text(said("\nwhat builds on what"), style="bold"))
    for row in rows:
        if not row.uses and not used_by[row.slug]:
            continue
        parts = []
        if row.uses:
            open_ones = [slug for slug in row.uses if states.get(slug) != "passed"]
            of = f"uses {', '.join(row.uses)}"
            parts.append(f"{of} ({f'not passed yet: {_numbers(open_ones)}' if open_ones else 'all passed'})")
        if used_by[row.slug]:
            parts.append(f"is used by {', '.join(used_by[row.slug])}")
        state = row.state if row.state in _SIGNS else "other"
        indented(screen, 2, Text(f"{sign(screen, state)} {row.slug} ({say(row.state)})"))
        for part in parts:
            indented(screen, 6, Text(said(part)))
    alone = [row.slug for row in rows if not row.uses and not used_by[row.slug]]
    if alone:
        indented(screen, 2, Text(said(f"on {'their' if len(alone) > 1 else 'its'} own: {', '.join(alone)}")))
    screen.print()


def _numbers(slugs: Sequence[str]) -> str:
    return ", ".join(slug[:2] for slug in slugs)


def _show_next(screen: Console, row: Progress | None, hinted: Collection[str] = ()) -> None:
    """Say what to do next: the exercise, the task in it, and the command."""
    if row is None:
        return
    tasks = [task for task in row.tasks if task.state != "passed"]
    module = f"{row.slug}/{row.slug[3:]}.py"
    task = ""
    if row.state == "not started":
        first = f"begin with {tasks[0].name} of {row.slug}" if tasks else f"begin {row.slug}"
        told = f"{first}: read {row.slug}/README.md and write {module}"
    elif row.state not in ("failing", "in progress"):
        told = f"{row.state}: {module}"
    elif row.result and row.result.problem:
        told = f"your {module} does not load"
    elif tasks:
        failing = next((each for each in tasks if each.state == "failing"), tasks[0])
        word = {"failing": "fails", "not started": "is to be written"}.get(failing.state, f"is {failing.state}")
        told, task = f"{failing.name} of {row.slug} {word}, {count(len(tasks), 'task')} to go", failing.name
    else:
        told = f"what {row.slug} needs of your earlier exercises fails"
    indented(screen, 0, Text(said(told)))
    if task in hinted and failing.state == "failing":
        _show_command(screen, "hint", task)
    else:
        _show_command(screen, "check", row.slug, *(("--task", task) if task else ()))


def _show_command(screen: Console, *command: str) -> None:
    screen.print(Text(say("next: {command}", command=" ".join(("dlgrade", *command)))), soft_wrap=True)
