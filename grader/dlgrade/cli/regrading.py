"""Commands that look at grades again: regrade, replay."""

from pathlib import Path
from typing import Any

import click

from dlgrade.cli import values
from dlgrade.cli.gradebook import gradebook_option, push
from dlgrade.cli.grading import chosen, grading_options, hired
from dlgrade.cli.group import FAILED, GRADER_ERROR, PASSED, debug_option, main
from dlgrade.cli.options import FOLDER, OUTPUT, class_option
from dlgrade.cli.sections import INSTRUCTORS
from dlgrade.cli.voice import echo


@main.command(audience=INSTRUCTORS)
@click.argument("exercise", shell_complete=values.exercise)
@click.option("--dry-run", is_flag=True, help="Show who would change, and change nothing.")
@click.option("--by", default="", metavar="NAME", help="Who signs for it.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the history.")
@click.option("--force", is_flag=True, help="Grade all again, also what nothing has changed for.")
@grading_options
@gradebook_option
@class_option
@debug_option
@click.pass_context
def regrade(
    context: click.Context,
    /,
    exercise: str,
    class_folder: Path | None,
    dry_run: bool,
    by: str,
    reason: str,
    jobs: int | None,
    dask: str | None,
    without_gradebook: bool,
    **wishes: Any,
) -> None:
    """Grade again after a check was mended: who changes, and why.

    First with --dry-run, which lists who changes, by how much and why, of all that was graded with other checks or
    another key. Then with --by and --reason: results are replaced, earlier ones kept as history, and the gradebook
    follows; scores given by hand are never touched.

    \b
    Examples:
      dlgrade regrade 2 --dry-run  who would change
      dlgrade regrade 2 --by Ada --reason 'check mended'
    """
    from dlgrade import regrade as journey
    from dlgrade.batch import Screen, Wish
    from dlgrade.classroom import open_class
    from dlgrade.report import terminal

    classroom = open_class(Path.cwd(), class_folder)
    screen = terminal.console()
    (slug,) = chosen(classroom, classroom.course.exercise(exercise).slug)
    if not dry_run:
        journey.signed(by, reason)
    with Screen(screen) as watcher:
        found = journey.look(classroom, slug, Wish(**wishes), watcher, hired(classroom, dask, jobs))
    journey.show_regrade(screen, found)
    if dry_run:
        echo("nothing was changed" + (": apply it with --by NAME --reason TEXT" if found.candidates else ""))
        return
    if not found.candidates:
        echo("there is nothing to replace, and nothing was signed")
        return
    journey.apply(classroom, found, by=by, reason=reason)
    echo(f"{len(found.candidates):,} results replaced, signed by {by}; earlier ones are in history/")
    written = journey.outdated(classroom)
    if written and any(change.scored for change in found.changes):
        echo(f"write these again, they say what was: {', '.join(written)}")
    pushed = without_gradebook or push(classroom, [slug])
    if found.faulty:
        echo(f"{found.faulty:,} with grader errors: these cost nobody points; look at them, and regrade again")
    context.exit(GRADER_ERROR if found.faulty or not pushed else PASSED)


@main.command(audience=INSTRUCTORS)
@click.argument("student", shell_complete=values.student)
@click.argument("exercise", shell_complete=values.exercise)
@click.argument("check", shell_complete=values.check)
@click.option("--key", "key_file", type=FOLDER, metavar="FILE", help="The key; else the one that dlgrade.toml names.")
@click.option("--out", type=OUTPUT, metavar="FILE", help="Keep every input and answer in this .npz file.")
@click.option("--isolation", type=click.Choice(["strict", "basic"]), default="strict", help="The wall around the code.")
@class_option
@debug_option
@click.pass_context
def replay(
    context: click.Context,
    /,
    student: str,
    exercise: str,
    check: str,
    class_folder: Path | None,
    key_file: Path | None,
    isolation: Any,
    out: Path | None,
) -> None:
    """Show what a CHECK asked a STUDENT's submission, and its answers.

    The inputs are those that were graded; where the check is hidden, they are secret. Ends with 0 if all is as it was
    graded, and with 1 if not.

    \b
    Examples:
      dlgrade replay ada 2 test_softmax_keeps_float32
      dlgrade replay ada 6 test_any_size --out asked.npz
    """
    from dlgrade import replay as journey
    from dlgrade.batch import Wish
    from dlgrade.classroom import open_class
    from dlgrade.report import terminal

    classroom = open_class(Path.cwd(), class_folder)
    wish = Wish(key_file=key_file, isolation=isolation)
    found = journey.replay(classroom, student, exercise, check, wish)
    journey.show_replay(terminal.console(), found)
    if out is not None:
        journey.keep(found, out)
        echo(f"every input and answer is in {out}")
    for difference in found.differences:
        echo(difference)
    if found.graded is not None and not found.differences:
        echo("inputs, answers and verdict are those that were graded, bit for bit")
    elif found.graded is None:
        echo("it was not graded yet: there is nothing to compare with")
    context.exit(FAILED if found.differences else PASSED)
