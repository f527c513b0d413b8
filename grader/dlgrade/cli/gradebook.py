"""The command for nbgrader's gradebook."""

from pathlib import Path

import click

from dlgrade.cli.group import debug_option, main
from dlgrade.cli.options import class_option


@main.command()
@click.argument("exercise", default="all")
@class_option
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@debug_option
def gradebook(exercise: str, class_folder: Path | None, dry_run: bool) -> None:
    """Write scores and comments into nbgrader's gradebook.

    EXERCISE is one of them, or all. A human's scores, comments and extra credit stay. All is written or nothing, and a
    second run changes nothing.
    """
    from dlgrade.classroom import open_class
    from dlgrade.gradebook import sync

    classroom = open_class(Path.cwd(), class_folder)
    exercises = None if exercise == "all" else [classroom.course.exercise(exercise).slug]
    synced = sync(classroom, exercises, dry_run=dry_run, on_progress=lambda note: click.echo(note, err=True))
    for line in synced.lines():
        click.echo(line)
