"""The command: parse, call one function, print."""

from dlgrade.cli import authors, grading, handing_in, regrading, showing, students, training  # noqa: F401 - the commands register themselves
from dlgrade.cli.group import main

__all__ = ["main"]
