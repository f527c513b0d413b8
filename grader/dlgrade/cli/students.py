"""Commands for students: init, list, check."""

from pathlib import Path
from typing import Any

import click

from dlgrade.cli.group import FAILED, GRADER_ERROR, PASSED, debug_option, main
from dlgrade.cli.options import FOLDER, course_option, judging_options, settings


@main.command()
@click.argument("directory", type=FOLDER)
@course_option
@debug_option
def init(directory: Path, course_folder: Path | None) -> None:
    """Copy the stubs into a DIRECTORY of your own.

    Files that are there already are kept, so that it can be run again when the course has grown. --course takes a
    kit's zip file as well: it is unpacked into the DIRECTORY, in place of an older one.
    """
    from dlgrade import desk

    if course_folder is not None and course_folder.is_file():
        from dlgrade.kit import unpack

        course = unpack(course_folder, directory)
        kept = desk.init(course, directory, beside=True)
    else:
        course = desk.find_course(Path.cwd(), course_folder)
        beside = course.kit is not None and course.root.parent == directory.resolve()
        kept = desk.init(course, directory, beside=beside)
    if kept:
        click.echo(f"kept as they were: {len(kept)} files that you have already")
    first = course.exercises[0]
    click.echo(f"{len(course.exercises)} exercises are in {directory}")
    click.echo(f"next: cd {directory}, open {first.slug}/README.md, and run: dlgrade check {first.topic}")


@main.command(name="list")
@course_option
@debug_option
def list_(course_folder: Path | None) -> None:
    """Show the exercises, their points, and how far you are."""
    from dlgrade import desk
    from dlgrade.grade import checks_of
    from dlgrade.report import tables, terminal

    found = desk.find_desk(Path.cwd(), course_folder)
    rows = []
    for exercise in found.course.exercises:
        latest, untouched = found.progress(exercise), found.untouched(exercise)
        rows.append(
            tables.Progress(
                exercise.slug,
                exercise.title,
                sum(check.points for check in checks_of(exercise)),
                latest,
                untouched=untouched,
                edited=not untouched and found.edited_since(exercise, latest),
            )
        )
    tables.show_progress(terminal.console(), rows)


@main.command()
@click.argument("exercise", required=False)
@click.option(
    "--submission", type=FOLDER, metavar="DIR|FILE", help="Judge this folder, archive or notebook, not yours."
)
@click.option("--task", metavar="NAME", help="Judge one task, and what its checks need.")
@click.option(
    "--provided",
    is_flag=True,
    help="Provide what your earlier exercises lack, so that this one is judged by itself.",
)
@click.option(
    "--json", "json_file", type=FOLDER, metavar="FILE", help="Write the result document, whatever the verdict."
)
@judging_options
@course_option
@debug_option
@click.pass_context
def check(
    context: click.Context,
    /,
    exercise: str | None,
    submission: Path | None,
    task: str | None,
    provided: bool,
    json_file: Path | None,
    course_folder: Path | None,
    **judging: Any,
) -> None:
    """Judge your work on EXERCISE: 02_activations, activations or 2; or a notebook, activations.ipynb.

    Without EXERCISE, the exercise whose folder you stand in, or else every one you have begun. Ends with 0 if
    everything passed, 1 if a check failed, 2 if it was called wrongly, 3 if the grader failed.
    """
    from dlgrade import desk
    from dlgrade.sandbox import Sandbox, obtain

    found = desk.find_desk(Path.cwd(), course_folder)
    exercise, submission = desk.meant(exercise, submission)
    targets = desk.targets(found, Path.cwd(), exercise, folder=submission, task=task)
    if json_file is not None and len(targets) != 1:
        raise click.UsageError(f"--json writes one result, and {len(targets)} exercises would be checked: name one")
    worst = PASSED
    with Sandbox(obtain(judging["isolation"]), found.course.limits) as sandbox:
        from dlgrade.report import terminal  # the slow imports, while the first worker is on its way

        options = settings(**judging, task=task, provided=provided, examples=True)
        screen = terminal.console()
        for target in targets:
            result, note = desk.check(
                found, target, options, sandbox=sandbox, submission=submission, json_file=json_file
            )
            terminal.show_result(screen, result, target.title)
            if target.withheld is not None:
                terminal.show_withheld(screen, target.withheld.checks, target.withheld.points)
            if note:
                click.echo(note, err=True)
            worst = max(worst, GRADER_ERROR if result.faulty else PASSED if result.passed else FAILED)
    if exercise is None and submission is None and task is None:
        terminal.show_rest(screen, [each.slug for each in found.course.exercises if each not in targets])
    context.exit(worst)
