"""The command for nbgrader's gradebook, and what other commands do with it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dlgrade.cli import values
from dlgrade.cli.group import debug_option, main
from dlgrade.cli.options import class_option
from dlgrade.cli.sections import INSTRUCTORS
from dlgrade.cli.voice import echo
from dlgrade.errors import DlgradeError

if TYPE_CHECKING:
    from dlgrade.classroom import Classroom


@main.command(audience=INSTRUCTORS)
@click.argument("exercise", default="all", shell_complete=values.exercise_or_all)
@class_option
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@debug_option
def gradebook(exercise: str, class_folder: Path | None, dry_run: bool) -> None:
    """Write scores and comments into nbgrader's gradebook.

    EXERCISE is one of them, or all. A human's scores, comments and extra credit stay. All is written or nothing, and a
    second run changes nothing.

    \b
    Examples:
      dlgrade gradebook              all exercises
      dlgrade gradebook activations  one of them
      dlgrade gradebook --dry-run    what would change
    """
    from dlgrade.classroom import open_class
    from dlgrade.gradebook import sync

    classroom = open_class(Path.cwd(), class_folder)
    exercises = None if exercise == "all" else [classroom.course.exercise(exercise).slug]
    synced = sync(classroom, exercises, dry_run=dry_run, on_progress=lambda note: echo(note, err=True))
    for line in synced.lines():
        echo(line)


def gradebook_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --no-gradebook."""
    return click.option(
        "--no-gradebook", "without_gradebook", is_flag=True, help="Leave the gradebook to `dlgrade gradebook`."
    )(command)


def push(classroom: "Classroom", exercises: Sequence[str]) -> bool:
    """Bring the gradebook up to date and say so; whether it could be done: results are safe without it."""
    from dlgrade.gradebook import OTHER_WAY, sync

    if classroom.settings.notebooks:
        click.echo(OTHER_WAY)
        return True
    try:
        synced = sync(classroom, exercises, on_progress=lambda note: echo(note, err=True))
    except DlgradeError as error:
        echo(f"the gradebook is as it was: {error}; `dlgrade gradebook` does it later", err=True)
        return False
    for line in synced.lines():
        echo(line)
    return True
