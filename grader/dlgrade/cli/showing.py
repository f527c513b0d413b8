"""Commands that show what is here: demo, doctor."""

import shutil
import sys
from pathlib import Path
from typing import Any

import click

from dlgrade.cli.group import GRADER_ERROR, PASSED, debug_option, main
from dlgrade.cli.options import FOLDER, course_option
from dlgrade.cli.sections import EVERYBODY


@main.command(audience=EVERYBODY)
@click.option(
    "--isolation",
    type=click.Choice(["auto", "strict", "basic"]),
    default="auto",
    help="The wall around the code.",
    show_default=True,
)
@course_option
@debug_option
@click.pass_context
def demo(context: click.Context, /, course_folder: Path | None, isolation: Any) -> None:
    """Grade a made-up class of thirty, and show what everybody sees.

    It is made of a course's own solutions, variants and mistakes, and of some submissions that misbehave. It lies in a
    temporary folder that stays, with its gradebook and its report.

    \b
    Examples:
      dlgrade demo                    of the course here
      dlgrade demo --course ~/course  of another
    """
    from dlgrade import demo as journey
    from dlgrade import desk
    from dlgrade.batch import Screen
    from dlgrade.report import gist, tables, terminal

    course = desk.find_whole_course(Path.cwd(), course_folder)
    screen = terminal.console()
    tables.show_heading(screen, f"{course.settings.name}: a class of {journey.SIZE} hands in")
    with Screen(screen) as watcher:
        tour = journey.tour(course, watcher, isolation=isolation)
    tables.show_heading(screen, "what students see, three of them:")
    for sample, result in tour.striking():
        tables.show_sample(screen, sample.student, sample.story, result)
    tables.show_class(screen, [(sample.student, sample.story, result) for sample, result in tour.graded()])
    gist.show(screen, tour.report())
    for line in tour.where("dlgrade" if shutil.which("dlgrade") else str(Path(sys.argv[0]).absolute())):
        tables.show_line(screen, line)
    context.exit(GRADER_ERROR if tour.summary.faulty else PASSED)


@main.command(audience=EVERYBODY)
@course_option
@click.option("--key", "key_file", type=FOLDER, metavar="FILE", help="Look at this key; else at the class's.")
@debug_option
@click.pass_context
def doctor(context: click.Context, /, course_folder: Path | None, key_file: Path | None) -> None:
    """Say what is here, what is missing, and what to do about it.

    Python, NumPy, torch, device, isolation, course, key. Ends with 0, or with 3 if something keeps
    dlgrade from grading.

    \b
    Examples:
      dlgrade doctor                 all that is needed
      dlgrade doctor --key deep.key  is this key sound?
    """
    from dlgrade import doctor as examination
    from dlgrade.report import tables, terminal

    findings = examination.examine(Path.cwd(), course_folder, key_file)
    tables.show_findings(terminal.console(), [(each.name, each.state, each.fact, each.advice) for each in findings])
    context.exit(GRADER_ERROR if any(each.state == "problem" for each in findings) else PASSED)
