"""Commands for students: init, list, check."""

from pathlib import Path
from typing import Any

import click

from dlgrade.cli import values
from dlgrade.cli.group import FAILED, GRADER_ERROR, PASSED, debug_option, main
from dlgrade.cli.options import DIRECTORY, FOLDER, OUTPUT, course_option, judging_options, settings
from dlgrade.cli.sections import STUDENTS
from dlgrade.cli.voice import echo


@main.command(audience=STUDENTS)
@click.argument("directory", type=DIRECTORY)
@course_option
@debug_option
def init(directory: Path, course_folder: Path | None) -> None:
    """Copy the exercises into a DIRECTORY of your own.

    Files that are there already are kept, so that it can be run again when the course has grown. --course takes a
    kit's zip file as well: it is unpacked into the DIRECTORY, in place of an older one.

    \b
    Examples:
      dlgrade init mine  into a folder ./mine
      dlgrade init ~/deep --course ~/course
      dlgrade init mine --course ~/Downloads/kit.zip
    """
    from dlgrade import desk

    if course_folder is not None and (course_folder.is_file() or course_folder.suffix == ".zip"):
        from dlgrade.kit import unpack

        course = unpack(course_folder, directory)
        echo(f"the course is in {course.root}, as {course_folder} has it")
        kept = desk.init(course, directory, beside=True)
    else:
        course = desk.find_course(Path.cwd(), course_folder)
        beside = course.kit is not None and course.root.parent == directory.resolve()
        kept = desk.init(course, directory, beside=beside)
    if kept:
        echo(f"kept as they were: {len(kept)} {'files' if len(kept) > 1 else 'file'} that you have already")
    first = course.exercises[0]
    echo(f"{len(course.exercises)} {'exercises are' if len(course.exercises) > 1 else 'exercise is'} in {directory}")
    if directory.resolve() == Path.cwd():
        echo(f"next: open {first.slug}/README.md, and run: dlgrade check {first.topic}")
    else:
        echo(f"next: cd {directory}, open {first.slug}/README.md, and run: dlgrade check {first.topic}")


@main.command(name="list", audience=STUDENTS)
@click.argument("exercise", required=False, shell_complete=values.exercise)
@click.option("--map", "with_map", is_flag=True, help="Show which exercises build on which, too.")
@course_option
@debug_option
def list_(exercise: str | None, with_map: bool, course_folder: Path | None) -> None:
    """Show the exercises, how far you are, and what to do next.

    Their points too; of one EXERCISE, its tasks.

    \b
    Examples:
      dlgrade list        every exercise
      dlgrade list --map  and which of them build on which
      dlgrade list 2      the tasks of one exercise
    """
    from dlgrade import desk
    from dlgrade.progress import progress
    from dlgrade.report import progress as lists
    from dlgrade.report import terminal

    if exercise is not None and with_map:
        raise click.UsageError("--map shows the whole course: leave the exercise out")
    found = desk.find_desk(Path.cwd(), course_folder)
    screen = terminal.console()
    if exercise is not None:
        lists.show_tasks(screen, progress(found, found.course.exercise(exercise)))
        return
    lists.show_progress(screen, [progress(found, each) for each in found.course.exercises], with_map=with_map)


@main.command(audience=STUDENTS)
@click.argument("exercise", required=False, shell_complete=values.exercise)
@click.option(
    "--submission", type=FOLDER, metavar="DIR|FILE", help="Judge this folder, archive or notebook, not yours."
)
@click.option("--task", metavar="NAME", shell_complete=values.task, help="Judge one task, and what its checks need.")
@click.option(
    "--provided",
    is_flag=True,
    help="Provide what your earlier exercises lack, so that this one is judged by itself.",
)
@click.option(
    "--json", "json_file", type=OUTPUT, metavar="FILE", help="Write the result document, whatever the verdict."
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
    """Judge your work on EXERCISE: 02_activations, activations or 2.

    Or a notebook, activations.ipynb. Without EXERCISE, the exercise whose folder you stand in, or else every one you
    have begun. Ends with 0 if everything passed, 1 if a check failed, 2 if it was called wrongly, 3 if the grader
    failed.

    \b
    Examples:
      dlgrade check                   all that you began
      dlgrade check activations       one exercise
      dlgrade check 2 --task softmax  one task of it
      dlgrade check 11 --provided     though 06 is wrong
      dlgrade check 2 --submission work.zip
    """
    from dlgrade import desk
    from dlgrade.sandbox import Sandbox, obtain

    found = desk.find_desk(Path.cwd(), course_folder)
    exercise, submission = desk.meant(exercise, submission)
    targets = desk.targets(found, Path.cwd(), exercise, folder=submission, task=task)
    if json_file is not None and len(targets) != 1:
        raise click.UsageError(f"--json writes one result, and {len(targets)} exercises would be checked: name one")
    worst, notes, failing = PASSED, [], []
    with Sandbox(obtain(judging["isolation"]), found.course.limits) as sandbox:
        from dlgrade.cli.blame import see
        from dlgrade.progress import progress
        from dlgrade.report import progress as lists
        from dlgrade.report import terminal  # the slow imports, while the first worker is on its way

        options = settings(**judging, task=task, provided=provided, examples=True)
        screen = terminal.console()
        for target in targets:
            result, note = desk.check(
                found, target, options, sandbox=sandbox, submission=submission, json_file=json_file
            )
            terminal.show_result(
                screen, result, target.title, see=see(found, target, submission, provided=provided, **judging)
            )
            if target.withheld is not None and task is None:  # they are counted by exercise
                terminal.show_withheld(screen, target.withheld.checks, target.withheld.points)
            if note:
                echo(note, err=True)
            notes += [note] * bool(note)
            failing += [target] * (not result.passed)
            worst = max(worst, GRADER_ERROR if result.faulty else PASSED if result.passed else FAILED)
    if exercise is None and submission is None and task is None:
        terminal.show_rest(screen, [each.slug for each in found.course.exercises if each not in targets])
    if submission is None and not notes:
        if task is not None:
            about = (failing or targets)[0]
            lists.show_next_of(screen, about.slug, task, passed=not failing, hinted=about.hints)
        else:
            after = found.course.exercises.index(targets[-1]) + 1
            order = [*targets, *found.course.exercises[after:], *found.course.exercises[:after]]
            hinted = {name for each in targets for name in each.hints}
            lists.show_next(screen, (progress(found, each) for each in order), hinted)
    context.exit(worst)
