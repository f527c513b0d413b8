"""The command that checks whatever is saved."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dlgrade.cli import values
from dlgrade.cli.group import debug_option, main
from dlgrade.cli.options import course_option, judging_options, settings
from dlgrade.cli.sections import STUDENTS

if TYPE_CHECKING:
    from dlgrade.course import Exercise
    from dlgrade.desk import Desk


@main.command(audience=STUDENTS)
@click.argument("exercise", required=False, shell_complete=values.exercise)
@click.option("--task", metavar="NAME", shell_complete=values.task, help="Watch one task, and what its checks need.")
@click.option(
    "--provided",
    is_flag=True,
    help="Provide what your earlier exercises lack, so that this one is judged by itself.",
)
@judging_options
@course_option
@debug_option
@click.pass_context
def watch(
    context: click.Context,
    /,
    exercise: str | None,
    task: str | None,
    provided: bool,
    course_folder: Path | None,
    **judging: Any,
) -> None:
    """Check EXERCISE whenever you save it, and only what changed.

    Without EXERCISE, the exercise whose folder you stand in, or else every one you have begun, and the first if you
    have begun none. Keys: n next failing task, h hint, l list, r rerun, q quit, ? help.

    \b
    Examples:
      dlgrade watch                   all that you began
      dlgrade watch 2                 02, and what follows
      dlgrade watch 2 --task softmax  one task
    """
    from dlgrade import desk
    from dlgrade.report import terminal
    from dlgrade.watch import watch as carry_out

    found = desk.find_desk(Path.cwd(), course_folder)
    targets = desk.targets(found, Path.cwd(), exercise, task=task) if exercise or _begun(found) else _first(found)
    options = settings(**judging, task=task, provided=provided)
    context.exit(
        carry_out(found, targets, options, console=terminal.console, hinting=_hint, open_ended=exercise is None)
    )


def _begun(found: "Desk") -> bool:
    return found.here(Path.cwd()) is not None or not all(found.untouched(each) for each in found.course.exercises)


def _first(found: "Desk") -> "list[Exercise]":
    return found.course.exercises[:1]


def _hint(found: "Desk", exercise: "Exercise", task: str) -> str:
    from dlgrade.hints import take

    hint = take(found, exercise, task)
    return f"hint {hint.stage} of {hint.of}: {hint.text}" + (f"\n{hint.note}" if hint.note else "")
