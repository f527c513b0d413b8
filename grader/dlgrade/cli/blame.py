"""Commands that look at one failure: show."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dlgrade.cli import values
from dlgrade.cli.group import FAILED, GRADER_ERROR, PASSED, debug_option, main
from dlgrade.cli.options import FOLDER, course_option, judging_options, settings
from dlgrade.cli.sections import STUDENTS
from dlgrade.cli.voice import echo

if TYPE_CHECKING:
    from dlgrade.course import Exercise
    from dlgrade.desk import Desk


def see(
    found: "Desk",
    exercise: "Exercise",
    submission: Path | None,
    *,
    provided: bool = False,
    key_file: Path | None = None,
    isolation: str = "auto",
    device: str = "auto",
) -> "Callable[[str], str]":
    """Return a function that says how a check of an exercise is shown, with the options that it was judged with."""
    from dlgrade.show import clashing

    also = clashing(found.course.exercises, exercise)
    options = ["--provided"] if provided else []
    for option, value, usual in (
        ("--submission", submission, None),
        ("--key", key_file, None),
        ("--isolation", isolation, "auto"),
        ("--device", device, "auto"),
    ):
        options += [option, str(value)] if value != usual else []

    def command(check: str) -> str:
        named = check.partition("[")[0] in also and found.here(Path.cwd()) != exercise
        which = ["--exercise", str(exercise.number)] if named or submission is not None else []
        return shlex.join(["dlgrade", "show", check, *which, *options])

    return command


@main.command(audience=STUDENTS)
@click.argument("check", metavar="CHECK", shell_complete=values.check)
@click.option(
    "--exercise", metavar="EXERCISE", shell_complete=values.exercise, help="Where the check is; else it is looked for."
)
@click.option(
    "--png", "png_file", type=FOLDER, metavar="FILE", help="Write expected, actual and difference as a picture."
)
@click.option("--submission", type=FOLDER, metavar="DIR|FILE", help="Look at this folder or archive, not yours.")
@click.option("--provided", is_flag=True, help="Provide what your earlier exercises lack.")
@judging_options
@course_option
@debug_option
@click.pass_context
def show(
    context: click.Context,
    /,
    check: str,
    exercise: str | None,
    png_file: Path | None,
    submission: Path | None,
    provided: bool,
    course_folder: Path | None,
    **judging: Any,
) -> None:
    """Show what a CHECK asked your work, expected and got.

    CHECK is a check's name, with or without test_, or a task: then its first check that fails. Of a hidden check only
    its fact is shown. Ends with 0 if the check passed and 1 if it failed.

    \b
    Examples:
      dlgrade show softmax              the first that fails
      dlgrade show softmax_keeps_float32
      dlgrade show conv2d --png it.png  and a picture
    """
    from dlgrade import desk
    from dlgrade import show as journey
    from dlgrade.report import terminal
    from dlgrade.sandbox import Sandbox, obtain

    found = desk.find_desk(Path.cwd(), course_folder)
    with Sandbox(obtain(judging["isolation"]), found.course.limits) as sandbox:
        options = settings(**judging, provided=provided, examples=True)
        shown = journey.show(
            found, Path.cwd(), check, options, exercise=exercise, submission=submission, sandbox=sandbox
        )
    journey.show_check(terminal.console(), shown)
    if png_file is not None:
        echo(f"{journey.draw(shown, png_file)}: expected, actual and difference are in {png_file}")
    context.exit(GRADER_ERROR if shown.check.outcome == "error" else PASSED if shown.passed else FAILED)
