"""Commands for what instructors hand out: kit."""

import os
from pathlib import Path
from typing import Any

import click

from dlgrade.cli import values
from dlgrade.cli.group import debug_option, main
from dlgrade.cli.options import FOLDER, course_option, judging_options, settings
from dlgrade.cli.sections import INSTRUCTORS
from dlgrade.cli.voice import echo

_MB = 1e6  # bytes


@main.command(audience=INSTRUCTORS)
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...", shell_complete=values.exercise)
@click.option("--out", type=FOLDER, metavar="FILE|DIR", help="A .zip file, or a new folder; else named by the course.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    default=os.cpu_count() or 1,
    help="Exercises at a time; else one a core.",
)
@judging_options
@course_option
@debug_option
def kit(exercises: tuple[str, ...], out: Path | None, jobs: int, course_folder: Path | None, **judging: Any) -> None:
    """Make what students get: stubs, visible checks, stored answers.

    With READMEs, and no PyTorch needed. A student unpacks it, installs dlgrade, and gets the verdicts and hints that
    the whole course would give. It holds no solution, no hidden check and no key, and says how many hidden checks there
    are. It works on Linux, macOS and Windows.

    \b
    Examples:
      dlgrade kit                        into one zip file
      dlgrade kit --out handout          into a folder
      dlgrade kit 1 2 3 --out first.zip  three of them
    """
    from dlgrade import desk
    from dlgrade import kit as making

    course = desk.find_whole_course(Path.cwd(), course_folder)
    chosen = sorted({course.exercise(name) for name in exercises}, key=lambda each: each.slug) or course.exercises
    made = making.make(
        course,
        chosen,
        settings(**judging),
        out=out,
        jobs=jobs,
        on_exercise=lambda slug: echo(f"{slug}: recorded"),
    )
    visible, hidden = sum(made.checks.values()), sum(each.checks for each in made.withheld.values())
    word = "exercises" if len(chosen) > 1 else "exercise"
    echo(f"{made.place}: {len(chosen)} {word}, {visible} checks, {made.size / _MB:.1f} MB")
    echo(f"{hidden} hidden checks are not in it; neither is any solution, mistake or key")
