"""The command for hints: hint."""

from pathlib import Path

import click

from dlgrade.cli import values
from dlgrade.cli.group import debug_option, main
from dlgrade.cli.options import course_option
from dlgrade.cli.sections import STUDENTS
from dlgrade.cli.voice import echo


@main.command(audience=STUDENTS)
@click.argument("task", nargs=-1, shell_complete=values.exercise_then_task)
@click.option(
    "--exercise",
    metavar="NAME",
    shell_complete=values.exercise,
    help="The exercise that the task is of, where several have such a one.",
)
@click.option("--all", "every", is_flag=True, help="Go on, and show the earlier hints of the task too.")
@click.option("--again", is_flag=True, help="Show the hints that you have seen, and go no further.")
@course_option
@debug_option
def hint(task: tuple[str, ...], exercise: str | None, every: bool, again: bool, course_folder: Path | None) -> None:
    """Give the next hint for TASK: the idea, the formula, the line.

    One at a time, in that order. Without TASK, for the first one that fails in the exercise whose folder you stand in,
    or else in the one that you checked last. What your last check has named comes first, and uses up no hint.

    \b
    Examples:
      dlgrade hint softmax          the next of three
      dlgrade hint 2 softmax        of this exercise
      dlgrade hint softmax --again  what you have seen
    """
    from dlgrade import desk
    from dlgrade.hints import advise, screen
    from dlgrade.report import terminal

    if every and again:
        raise click.UsageError("--all goes on and --again does not: give one of them")
    found = desk.find_desk(Path.cwd(), course_folder)
    advice = advise(found, Path.cwd(), task, named=exercise, wanted="all" if every else "again" if again else "next")
    screen.show(terminal.console(), advice)
    for note in advice.notes:
        echo(note, err=True)
