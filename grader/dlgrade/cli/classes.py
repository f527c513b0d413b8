"""Commands for a class's folder and who is in it: class, roster, collect."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlgrade.cli.group import FAILED, PASSED, debug_option, main
from dlgrade.cli.options import DIRECTORY, FOLDER, PLACE, class_option, course_option
from dlgrade.cli.sections import INSTRUCTORS
from dlgrade.cli.voice import echo

if TYPE_CHECKING:
    from dlgrade.collect import Collected, Imported

_SHOWN = 10  # lines of one kind on the screen, unless --all is given


@main.command(name="class", audience=INSTRUCTORS)
@click.argument("directory", type=DIRECTORY)
@click.option(
    "--gradebook", default="", metavar="URL", help="A SQLAlchemy URL; gradebook.db in the folder if left out."
)
@click.option(
    "--exchange",
    type=PLACE,
    metavar="DIR",
    help="nbgrader's exchange, or a folder that students submit to.",
)
@click.option("--key", "key_file", type=FOLDER, metavar="FILE", help="A key made before; a new one if left out.")
@course_option
@debug_option
def class_(
    directory: Path, gradebook: str, exchange: str | None, key_file: Path | None, course_folder: Path | None
) -> None:
    """Make a class's DIRECTORY: its key, roster, submissions, results.

    It is a course folder of nbgrader too, and dlgrade.toml in it says where the course, the key and the gradebook are.

    \b
    Examples:
      dlgrade class deep2026 --course ~/course
      dlgrade class deep2026 --exchange /srv/exchange
      dlgrade class deep2026 --key ~/keys/deep.key
    """
    from dlgrade import desk
    from dlgrade.classroom import new_class
    from dlgrade.collect import exchange_of
    from dlgrade.keys import read_key

    if key_file is not None:
        read_key(key_file)
    course = desk.find_whole_course(Path.cwd(), course_folder)
    root, name = exchange_of(Path(exchange)) if exchange else ("", "")
    made = new_class(directory, course, gradebook=gradebook, exchange=str(root), key=key_file, name=name)
    echo(f"the class {made.name} is in {directory}, for the course {course.settings.name}")
    echo(f"its key is {made.key_file}: keep a copy, show it to nobody, put it into no repository")
    for number, step in enumerate(
        (
            f"cd {directory}",
            "dlgrade roster FILE   your LMS's list of students",
            "dlgrade collect" + ("" if exchange else " SOURCE") + "   what they handed in",
            "dlgrade grade",
        ),
        start=1,
    ):
        echo(f"  {number}. {step}")


@main.command(audience=INSTRUCTORS)
@click.argument("file", type=FOLDER)
@click.option(
    "--id", "id_column", metavar="COLUMN", help="The column that students' ids are in; else it is looked for."
)
@click.option("--all", "everything", is_flag=True, help="Show every line of the report.")
@class_option
@debug_option
@click.pass_context
def roster(
    context: click.Context, /, file: Path, id_column: str | None, everything: bool, class_folder: Path | None
) -> None:
    """Take over the students in FILE, a CSV as your LMS exports it.

    It may come from nbgrader, Canvas, Moodle or Gradescope. What the roster knows already is kept; nobody is taken off
    it. Ends with 0, or with 1 if some lines could not be understood.

    \b
    Examples:
      dlgrade roster students.csv  finds the columns itself
      dlgrade roster students.csv --id 'SIS Login ID'
    """
    from dlgrade.classroom import open_class
    from dlgrade.collect import import_list

    classroom = open_class(Path.cwd(), class_folder)
    found = import_list(classroom, file, id_column=id_column)
    _show_import(file, found, None if everything else _SHOWN)
    context.exit(FAILED if found.problems else PASSED)


@main.command(audience=INSTRUCTORS)
@click.argument("arguments", nargs=-1, type=PLACE, metavar="[SOURCE]... [EXERCISE]")
@click.option("--dry-run", is_flag=True, help="Say what would be collected, and write nothing.")
@click.option("--verify", "receipt", type=FOLDER, metavar="RECEIPT", help="Compare a student's receipt instead.")
@click.option("--all", "everything", is_flag=True, help="Show every line of the report.")
@class_option
@debug_option
@click.pass_context
def collect(
    context: click.Context,
    /,
    arguments: tuple[str, ...],
    dry_run: bool,
    receipt: Path | None,
    everything: bool,
    class_folder: Path | None,
) -> None:
    """Collect what students handed in, from SOURCE or the exchange.

    A SOURCE is nbgrader's exchange, a folder of archives made by `dlgrade submit`, a download from Canvas, Moodle or
    Gradescope, or a folder with one folder for each student; without one, it is the exchange that dlgrade.toml names.
    Sources stay as they are, and what was collected before stays too. Ends with 0, or with 1 if something could not be
    collected.

    \b
    Examples:
      dlgrade collect  from the exchange
      dlgrade collect downloads --dry-run
      dlgrade collect --verify receipt.json
      dlgrade collect submissions.zip 02_activations
    """
    from dlgrade import collect as collecting
    from dlgrade.classroom import open_class
    from dlgrade.classroom.slips import read_slip

    classroom = open_class(Path.cwd(), class_folder)
    if receipt is not None:
        verdict = collecting.verify(classroom, read_slip(receipt))
        echo(verdict.sentence)
        context.exit(PASSED if verdict.attempt else FAILED)
    sources, exercise = collecting.split_arguments(arguments, classroom.course)
    found = collecting.collect(classroom, sources, exercise, dry_run=dry_run)
    for each in found:
        _show_collected(each, _SHOWN if not everything else None)
    if dry_run:
        echo("nothing was written: this was a dry run")
    context.exit(FAILED if any(each.problems for each in found) else PASSED)


def _show_collected(found: "Collected", most: int | None) -> None:
    if found.kind == "empty":
        echo(f"{found.path}: is empty: nothing to collect")
        return
    echo(f"{found.path}: {found.kind}")
    states = found.states
    if not found.taken and not found.problems:
        echo("  nothing to collect")
    words = {
        "new": "collected",
        "newer": "collected, the student's newest; those before are kept in attempts/",
        "earlier": "collected, earlier than what is there: kept in attempts/",
        "known": "known already",
    }
    for state, word in words.items():
        if states[state]:
            echo(f"  {states[state]:>5}  {word}")
    if found.left_out:
        echo(f"  {found.left_out:>5}  other files left out: only Python files and exercises' notebooks are taken")
    if found.undated:
        echo(f"  {found.undated:>5}  bear no time that could count: they are taken as handed in in time")
    _show_lines(
        "marked as late by the LMS, which does not say how much; write the time into timestamp.txt", found.late, most
    )
    _show_lines("not collected, and left where they are", found.problems, most)
    _show_lines("collected; look at", found.remarks, most)


def _show_import(file: Path, found: "Imported", most: int | None) -> None:
    from dlgrade.protocol import legible

    taken = ", ".join(f"{kind} from {column}" for kind, column in found.columns.items())
    echo(f"{file}: {legible(taken)}")
    echo(f"  {len(found.added)} added, {len(found.changed)} changed, {found.same} as they were")
    if found.skipped:
        echo(f"  {found.skipped} lines are no student's: left out")
    for note in found.notes:
        echo(f"  {note}")
    _show_lines("changed", found.changed, most)
    _show_lines("on the roster, and not in the list: kept", found.missing, most)
    _show_lines("could not be understood, and were left out", found.problems, None)


def _show_lines(heading: str, lines: list[str], most: int | None) -> None:
    from dlgrade.protocol import legible

    if not lines:
        return
    echo(f"  {heading}:")
    for line in lines[:most]:
        echo(f"    {legible(line)}")
    if most is not None and len(lines) > most:
        echo(f"    and {len(lines) - most} more; --all shows them")
