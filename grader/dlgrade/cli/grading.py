"""Commands that grade a class: grade."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dlgrade.cli import values
from dlgrade.cli.gradebook import gradebook_option, push
from dlgrade.cli.group import GRADER_ERROR, PASSED, debug_option, main
from dlgrade.cli.options import FOLDER, class_option
from dlgrade.cli.sections import INSTRUCTORS
from dlgrade.cli.voice import echo

if TYPE_CHECKING:
    from dlgrade.batch import Hire
    from dlgrade.classroom import Classroom


def grading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what decides how a class is graded: --jobs, --key, --dask, --draw, --device, --isolation."""
    for option in (
        click.option(
            "--isolation",
            type=click.Choice(["strict", "basic"]),
            default="strict",
            help="The wall around the code; basic only for code that you trust.",
            show_default=True,
        ),
        click.option(
            "--device",
            type=click.Choice(["auto", "cpu", "cuda"]),
            default="auto",
            help="Where the reference runs.",
            show_default=True,
        ),
        click.option(
            "--draw", type=click.IntRange(0), metavar="N", default=0, help="Draw other inputs with the same key."
        ),
        click.option(
            "--dask", metavar="ADDRESS", help="Have a dask.distributed cluster do it: its scheduler's address."
        ),
        click.option(
            "--key", "key_file", type=FOLDER, metavar="FILE", help="The key; else the one that dlgrade.toml names."
        ),
        click.option(
            "--jobs", type=click.IntRange(1), metavar="N", help="Submissions at a time; else one for each core."
        ),
    ):
        command = option(command)
    return command


@main.command(audience=INSTRUCTORS)
@click.argument("exercise", default="all", metavar="[EXERCISE|all]", shell_complete=values.exercise_or_all)
@click.option("--force", is_flag=True, help="Grade everything again; earlier results are kept as history.")
@grading_options
@gradebook_option
@class_option
@debug_option
@click.pass_context
def grade(
    context: click.Context,
    /,
    exercise: str,
    class_folder: Path | None,
    jobs: int | None,
    dask: str | None,
    without_gradebook: bool,
    **wishes: Any,
) -> None:
    """Grade what the class handed in: what is new, and nothing twice.

    One EXERCISE, or all. Results lie in graded/, and nbgrader's gradebook is brought up to date. A run that was ended,
    by whatever, goes on where it was. Ends with 0 when everybody has a result, 2 if it was called wrongly, 3 if the
    grader failed, for somebody or as a whole.

    \b
    Examples:
      dlgrade grade                       all that is new
      dlgrade grade 2 --force             all of it again
      dlgrade grade activations --jobs 8  eight at a time
      dlgrade grade all --dask tcp://head:8786
    """
    from dlgrade.batch import Screen, Wish, grade_class
    from dlgrade.classroom import open_class
    from dlgrade.report import terminal

    classroom = open_class(Path.cwd(), class_folder)
    exercises, hire = chosen(classroom, exercise), hired(classroom, dask, jobs)
    with Screen(terminal.console()) as watcher:
        summary = grade_class(classroom, exercises, Wish(**wishes), watcher, hire)
    if not any(classroom.attempts(each) for each in exercises):
        echo("nothing is handed in yet: `dlgrade collect SOURCE` takes over what students send")
    elif not summary.graded:
        echo(f"nothing new; results are in {classroom.records.root}")
    else:
        passed = f"{summary.passed:,} of them with full marks"
        echo(f"{summary.graded:,} graded, {passed}; results are in {classroom.records.root}")
    if summary.faulty:
        echo(f"{len(summary.faulty):,} with grader errors: these cost nobody points and are tried again next time")
    pushed = without_gradebook or push(classroom, exercises)
    context.exit(GRADER_ERROR if summary.faulty or not pushed else PASSED)


def chosen(classroom: "Classroom", exercise: str) -> list[str]:
    """Return the exercises that a word means."""
    return classroom.exercises() if exercise == "all" else [classroom.course.exercise(exercise).slug]


def hired(classroom: "Classroom", dask: str | None, jobs: int | None) -> "Hire":
    """Return who grades."""
    from dlgrade.batch import here, there

    return there(dask, classroom.course) if dask else here(jobs or 0)
