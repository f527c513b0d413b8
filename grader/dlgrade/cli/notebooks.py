"""The command for courses that live in Jupyter: nbgrader-course."""

from pathlib import Path

import click

from dlgrade.cli.group import debug_option, main
from dlgrade.cli.options import FOLDER, course_option
from dlgrade.cli.sections import INSTRUCTORS
from dlgrade.cli.voice import echo


@main.command(name="nbgrader-course", audience=INSTRUCTORS)
@click.argument("directory", type=FOLDER)
@click.option("--key", "key_file", type=FOLDER, metavar="FILE", help="A key made before; a new one if left out.")
@course_option
@debug_option
def nbgrader_course(directory: Path, key_file: Path | None, course_folder: Path | None) -> None:
    """Make a course's DIRECTORY for nbgrader, graded by dlgrade.

    It is a class's folder, as `dlgrade class` makes one, with source/ full of notebooks. `nbgrader autograde` starts no
    kernel there: it asks dlgrade, which judges behind its wall, with the class's key. Run it again when the course has
    changed: what is there of a class stays.

    \b
    Examples:
      dlgrade nbgrader-course deep2026
      dlgrade nbgrader-course deep2026 --key ~/class.key
    """
    from dlgrade import desk
    from dlgrade.keys import read_key
    from dlgrade.notebooks.nbgrader import nbgrader_course as make

    if key_file is not None:
        read_key(key_file)
    made, written = make(directory, desk.find_whole_course(Path.cwd(), course_folder), key=key_file)
    first = made.course.exercises[0].slug
    echo(f"the class {made.name} is in {directory}; {len(written)} files are new or changed in source/")
    echo(f"its key is {made.key_file}: keep a copy, show it to nobody, put it into no repository")
    for number, step in enumerate(
        (
            f"cd {directory}",
            f"nbgrader generate_assignment {first}   into release/, for students",
            "nbgrader collect, or dlgrade collect SOURCE   what they handed in, into submitted/",
            f"nbgrader autograde {first}   dlgrade judges; then nbgrader generate_feedback, nbgrader export",
        ),
        start=1,
    ):
        echo(f"  {number}. {step}")
