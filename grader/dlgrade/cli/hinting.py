"""The command for hints: hint."""

from pathlib import Path

import click

from dlgrade.cli.group import debug_option, main
from dlgrade.cli.options import course_option
from dlgrade.cli.voice import echo


@main.command()
@click.argument("task", nargs=-1)
@click.option("--exercise", metavar="NAME", help="The exercise that the task is of, where several have such a one.")
@click.option("--all", "every", is_flag=True, help="Go on, and show the earlier hints of the task too.")
@click.option("--again", is_flag=True, help="Show the hints that you have seen, and go no further.")
@course_option
@debug_option
def hint(task: tuple[str, ...], exercise: str | None, every: bool, again: bool, course_folder: Path | None) -> None:
    """Give the next hint for TASK: first the idea, then the formula, then the line.

    Without TASK, for the first one that fails in the exercise whose folder you stand in, or else in the one that you
    checked last. What your last check has named comes first, and uses up no hint.

    \b
    Examples:
      dlgrade hint softmax                   the next of three hints
      dlgrade hint 02_activations softmax    where several exercises have such a task
      dlgrade hint softmax --again           what you have seen already
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
