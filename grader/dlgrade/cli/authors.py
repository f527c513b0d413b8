"""Commands for authors and instructors: new, sync, selftest, key."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from dlgrade.cli import values
from dlgrade.cli.group import FAILED, PASSED, debug_option, main
from dlgrade.cli.options import FOLDER, course_option, judging_options, settings
from dlgrade.cli.sections import AUTHORS, INSTRUCTORS
from dlgrade.cli.voice import echo


@main.command(audience=AUTHORS)
@click.argument("slug", metavar="NN_SLUG")
@course_option
@debug_option
def new(slug: str, course_folder: Path | None) -> None:
    """Write the skeleton of an exercise, such as 13_transformers.

    Solution, checks, a mistake, a variant and a reference: a small exercise that works, to be made yours.

    \b
    Examples:
      dlgrade new 13_transformers  in the course here
      dlgrade new 01_sums --course ~/course
    """
    from dlgrade import author, desk

    for path in author.new(desk.find_whole_course(Path.cwd(), course_folder), slug):
        echo(f"wrote {path}")
    echo(f"next: dlgrade selftest {slug}, then make it yours, then dlgrade sync")


@main.command(audience=AUTHORS)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; end with 1 if something would be written.")
@click.option(
    "--notebooks", type=FOLDER, metavar="DIR", help="Write a Jupyter notebook for each exercise into DIR instead."
)
@course_option
@debug_option
@click.pass_context
def sync(context: click.Context, /, only_check: bool, notebooks: Path | None, course_folder: Path | None) -> None:
    """Cut what students get, exercises/, from solutions/.

    \b
    Examples:
      dlgrade sync                  writes what has changed
      dlgrade sync --check          only looks
      dlgrade sync --notebooks DIR  for Jupyter
    """
    from dlgrade import author, desk

    course = desk.find_whole_course(Path.cwd(), course_folder)
    if notebooks is not None:
        if only_check:
            raise click.UsageError("--check is about exercises/, and notebooks are made anew where you say")
        from dlgrade.notebooks.writing import write_notebooks

        written = write_notebooks(course, notebooks)
        echo(f"{len(written)} files changed in {notebooks}")
        context.exit(PASSED)
    found = author.changes(course) if only_check else author.sync(course)
    for change in found:
        echo(str(change))
    if only_check and found:
        echo("exercises/ are out of date: run dlgrade sync", err=True)
    elif not only_check:
        echo(f"{len(found)} files changed")
    context.exit(FAILED if only_check and found else PASSED)


@main.command(audience=AUTHORS)
@click.argument("exercise", required=False, shell_complete=values.exercise)
@click.option(
    "--keys",
    type=click.IntRange(1, 1000),
    metavar="N",
    default=1,
    show_default=True,
    help="How many keys to draw inputs with.",
)
@click.option("--mutate", is_flag=True, help="Change the solutions by machine instead, and list what no check rejects.")
@click.option(
    "--share",
    type=click.FloatRange(0, 1, min_open=True),
    metavar="SHARE",
    default=1.0,
    show_default=True,
    help="Of the mistakes, or of the mutants, to try.",
)
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
@click.pass_context
def selftest(
    context: click.Context,
    /,
    exercise: str | None,
    keys: int,
    mutate: bool,
    share: float,
    jobs: int,
    course_folder: Path | None,
    **judging: Any,
) -> None:
    """Prove the course: solutions get full marks, mistakes are caught.

    Every stub earns zero, every solution and variant full marks; every mistake is rejected and named as itself; every
    check rejects a mistake; and all of it is the same under every key.

    \b
    Examples:
      dlgrade selftest             the whole course
      dlgrade selftest 2 --keys 5  one exercise, five keys
      dlgrade selftest 2 --mutate  what no check rejects
    """
    from dlgrade import desk
    from dlgrade import selftest as proof
    from dlgrade.report import tables, terminal
    from dlgrade.turns import each_in_turn

    course = desk.find_whole_course(Path.cwd(), course_folder)
    exercises = [course.exercise(exercise)] if exercise else course.exercises
    screen = terminal.console()
    task: Callable[..., proof.Report] = partial(proof.prove, keys=keys, share=share)
    if mutate:
        task = partial(proof.mutate, share=share, keys=keys)
    problems = 0
    for made in each_in_turn(task, course, exercises, settings(**judging), jobs=jobs):
        problems += len(made.problems)
        tables.show_proof(screen, made.summary, made.problems)
    context.exit(FAILED if problems else PASSED)


@main.group(audience=INSTRUCTORS)
def key() -> None:
    """Make the secret that decides the inputs of an official run.

    \b
    Examples:
      dlgrade key new deep.key  here
      dlgrade key new ~/keys/deep.key
    """


@key.command(name="new")
@click.argument("file", type=FOLDER)
@debug_option
def key_new(file: Path) -> None:
    """Write a new key to FILE, outside of every repository.

    Only you can read it. `dlgrade class` makes one for its class; make one yourself to share it among classes.

    \b
    Examples:
      dlgrade key new ~/keys/deep.key
      dlgrade key new /media/stick/deep.key
    """
    from dlgrade.keys import new_key

    made = new_key(file)
    echo(f"key {made.id} is in {file}; only you can read it, and nobody can make it again: keep a copy")
