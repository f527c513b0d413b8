"""Options that several commands share, and what they mean."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dlgrade.cli import values

if TYPE_CHECKING:
    from dlgrade.grade import Settings

FOLDER = values.Place(path_type=Path)
OUTPUT = values.Output(path_type=Path)
DIRECTORY = values.Folder(path_type=Path)  # a file there is refused by what reads it, in its words
PLACE = values.Place(readable=False)  # as text: it may be a word, or an exchange that nobody may list
_Command = Callable[..., Any]


def course_option(command: _Command) -> _Command:
    """Add --course."""
    return click.option(
        "--course", "course_folder", type=FOLDER, metavar="DIR", help="The course's folder; else it is looked for."
    )(command)


def class_option(command: _Command) -> _Command:
    """Add --class."""
    return click.option(
        "--class", "class_folder", type=DIRECTORY, metavar="DIR", help="The class's folder; else the one you stand in."
    )(command)


def judging_options(command: _Command) -> _Command:
    """Add --device, --isolation and --key."""
    for option in (
        click.option(
            "--key",
            "key_file",
            type=FOLDER,
            metavar="FILE",
            help="Draw the inputs with this key, made by `dlgrade key new`.",
        ),
        click.option(
            "--isolation",
            type=click.Choice(["auto", "strict", "basic"]),
            default="auto",
            help="The wall around the code.",
            show_default=True,
        ),
        click.option(
            "--device",
            type=click.Choice(["auto", "cpu", "cuda"]),
            default="auto",
            help="Where the reference runs.",
            show_default=True,
        ),
    ):
        command = option(command)
    return command


def settings(device: Any, isolation: Any, key_file: Path | None, **others: Any) -> "Settings":
    """Turn these options into grading settings."""
    from dlgrade.grade import Settings, answers_folder
    from dlgrade.keys import PRACTICE, read_key
    from dlgrade.sandbox import obtain

    key = read_key(key_file) if key_file else PRACTICE
    return Settings(
        key=key, device=device, isolation=obtain(isolation), answers=answers_folder(key, key_file), **others
    )
