"""Commands for other systems' graders: bundle makes an archive, autograde is what runs in it."""

from pathlib import Path
from typing import Any

import click

from dlgrade.cli import values
from dlgrade.cli.group import debug_option, main
from dlgrade.cli.options import FOLDER, course_option
from dlgrade.cli.sections import INSTRUCTORS
from dlgrade.cli.voice import echo

_SYSTEM = click.Choice(["gradescope", "prairielearn"])
_VISIBILITIES = ["visible", "after_due_date", "after_published", "hidden"]


@main.command(audience=INSTRUCTORS)
@click.argument("system", metavar="gradescope|prairielearn", type=_SYSTEM)
@click.argument("exercise", shell_complete=values.exercise)
@click.option("--key", type=FOLDER, metavar="FILE", help="Put this key into the archive.")
@click.option("--out", type=FOLDER, metavar="FILE|DIR", help="Where to write; else here, named by the exercise.")
@click.option(
    "--isolation",
    type=click.Choice(["auto", "strict", "basic"]),
    default="auto",
    help="The wall around the code there.",
    show_default=True,
)
@click.option("--provided", is_flag=True, help="Provide what students' earlier exercises lack.")
@click.option(
    "--hidden-checks",
    "hidden",
    type=click.Choice(_VISIBILITIES),
    metavar="WHEN",
    default="after_due_date",
    help=f"Gradescope: when students see hidden checks: {', '.join(_VISIBILITIES)}.",
    show_default=True,
)
@course_option
@debug_option
def bundle(
    system: str, exercise: str, key: Path | None, out: Path | None, course_folder: Path | None, **chosen: Any
) -> None:
    """Make an autograder for Gradescope or PrairieLearn.

    It judges EXERCISE there as dlgrade does here. It holds solutions and checks: keep it from students.

    \b
    Examples:
      dlgrade bundle gradescope activations
      dlgrade bundle gradescope 2 --key class.key
      dlgrade bundle prairielearn 2 --out question
    """
    from dlgrade import bundle as room
    from dlgrade import desk

    course = desk.find_whole_course(Path.cwd(), course_folder)
    found = course.exercise(exercise)
    place, packed = room.pack(course, found, system, room.Bundle(found.slug, **chosen), key=key, out=out)
    echo(f"wrote {place}: {len(packed.files)} files")
    for warning in packed.warnings:
        echo(f"  {warning}", err=True)


@main.command(hidden=True)
@click.argument("system", type=_SYSTEM)
@click.argument("root", type=FOLDER)
@click.option("--prove", is_flag=True, help="Judge the course's own solution instead.")
@debug_option
def autograde(system: str, root: Path, prove: bool) -> None:
    """Judge the submission that Gradescope or PrairieLearn put into ROOT, and write its results.json."""
    from dlgrade import bundle as room

    (room.prove if prove else room.autograde)(system, root, click.echo)
