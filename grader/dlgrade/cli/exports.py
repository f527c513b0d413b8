"""The command that carries grades to other systems."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dlgrade.cli import values
from dlgrade.cli.group import debug_option, main
from dlgrade.cli.options import FOLDER, class_option
from dlgrade.cli.sections import INSTRUCTORS
from dlgrade.cli.voice import echo
from dlgrade.errors import DlgradeError

if TYPE_CHECKING:
    from dlgrade.classroom import Classroom

_FORMATS = ("canvas", "moodle", "gradescope", "prairielearn", "junit", "csv", "json", "similarity")
_VISIBILITIES = ["visible", "after_due_date", "after_published", "hidden"]
_NAMED = 8  # of those who are left out


@main.command(audience=INSTRUCTORS)
@click.argument("format_name", metavar="FORMAT", shell_complete=values.one_of(*_FORMATS))
@click.argument("exercise", metavar="[EXERCISE|all]", default="all", shell_complete=values.exercise_or_all)
@click.option("--out", type=FOLDER, metavar="FILE|DIR", help="Where to write; else exports/ in the class's folder.")
@click.option("--into", type=FOLDER, metavar="FILE", help="Fill this table, downloaded from Canvas or Moodle.")
@click.option("--column", metavar="NAME", help="Canvas: what the exercise's column is called there.")
@click.option("--missing-zero", is_flag=True, help="Canvas, Moodle: a zero for who handed nothing in.")
@click.option("--scale", is_flag=True, help="Canvas, Moodle: convert points to the maximum that they have there.")
@click.option("--checks", is_flag=True, help="csv: a row for each check instead.")
@click.option(
    "--hidden-checks",
    "hidden",
    type=click.Choice(_VISIBILITIES),
    metavar="WHEN",
    help=f"gradescope: when students see hidden checks: {', '.join(_VISIBILITIES)}.",
)
@click.option(
    "--at-least", "least", type=click.FloatRange(0, 1), metavar="SHARE", help="similarity: list pairs from this share."
)
@class_option
@debug_option
def export(format_name: str, exercise: str, class_folder: Path | None, **asked: Any) -> None:
    """Write grades and feedback in another system's FORMAT.

    canvas, moodle, gradescope, prairielearn, junit, csv, json; and similarity, which lists submissions that are alike.
    Who has no grade gets none, and is named.

    \b
    Examples:
      dlgrade export csv --checks  a row for each check
      dlgrade export moodle 02_activations
      dlgrade export canvas --into gradebook.csv
      dlgrade export similarity all --at-least 0.8
    """
    from dlgrade import exports
    from dlgrade.classroom import open_class

    classroom = open_class(Path.cwd(), class_folder)
    request = exports.Request(format_name, exercise, **asked)
    place, report = exports.export(classroom, request)
    _show(place, report.rows, report.unit)
    for why, names in report.left_out.items():
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        echo(f"  {why}: {len(names)}: {', '.join(_legible(name) for name in names[:_NAMED])}{more}")
    for note in report.notes:
        echo(f"  {_legible(note)}")
    if format_name != "similarity":
        _tell_what_a_human_gave(classroom, exercise)


def _tell_what_a_human_gave(classroom: "Classroom", exercise: str) -> None:
    """Exports are of the standings: scores that a human gave in the gradebook are not in them."""
    from dlgrade.gradebook import marked_by_hand

    try:
        found = marked_by_hand(classroom, None if exercise == "all" else classroom.course.exercise(exercise).slug)
    except DlgradeError as error:
        echo(f"  whether the gradebook holds scores given by hand, which are not in here, is unknown: {error}")
        return
    if found:
        more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        names = ", ".join(_legible(f"{student} in {slug}") for slug, student in found[:_NAMED])
        echo(
            f"  scores given by hand in the gradebook, which are not in here: {names}{more}; "
            "`nbgrader export` writes a table with them"
        )


def _show(place: Path, count: int, unit: str) -> None:
    echo(f"wrote {place}: {count:,} {unit[:-1] if count == 1 and unit.endswith('s') else unit}")


def _legible(text: str) -> str:
    from dlgrade.protocol import legible

    return legible(text)
