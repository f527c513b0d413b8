"""The command that writes a class's report."""

from pathlib import Path

import click

from dlgrade.cli import values
from dlgrade.cli.group import PASSED, debug_option, main
from dlgrade.cli.options import DIRECTORY, class_option
from dlgrade.cli.sections import INSTRUCTORS
from dlgrade.cli.voice import echo


@main.command(audience=INSTRUCTORS)
@click.argument("exercise", required=False, shell_complete=values.exercise_or_all)
@class_option
@click.option(
    "--out", type=DIRECTORY, metavar="DIR", help="Where the pages go; else into report/ in the class's folder."
)
@click.option("--open", "opened", is_flag=True, help="Show the page in your browser.")
@click.option(
    "--with-class-statistics",
    is_flag=True,
    help="Tell each student the class's median and quartiles; else their pages hold nothing about others.",
)
@debug_option
@click.pass_context
def report(
    context: click.Context,
    /,
    exercise: str | None,
    class_folder: Path | None,
    out: Path | None,
    opened: bool,
    with_class_statistics: bool,
) -> None:
    """Write a page about the class, and one for each student.

    About EXERCISE, 02_activations, activations or 2, or about all that were handed in. The class's page begins with
    the mistakes that were made, and how many students made each; students' pages hold their feedback and can be handed
    out.

    \b
    Examples:
      dlgrade report --open         and shows it
      dlgrade report activations    about one exercise
      dlgrade report --out ~/pages  somewhere else
    """
    import webbrowser

    from dlgrade.classroom import open_class
    from dlgrade.report import gist, site, terminal

    classroom = open_class(Path.cwd(), class_folder)
    chosen = None if exercise in (None, "all") else classroom.course.exercise(str(exercise)).slug
    with gist.progress() as step:
        written = site.write(
            classroom,
            [chosen] if chosen else None,
            out or classroom.root / site.FOLDER / (chosen or ""),
            with_class_statistics=with_class_statistics,
            on_progress=step,
        )
    gist.show(terminal.console(), written)
    if opened and not webbrowser.open(written.page.resolve().as_uri()):
        echo("no browser could be started: open the page yourself", err=True)
    context.exit(PASSED)
