"""The command: parse, call one function, print."""

from dlgrade.cli import (  # noqa: F401 - the commands register themselves
    authors,
    classes,
    grading,
    handing_in,
    regrading,
    showing,
    students,
    training,
)
from dlgrade.cli.group import main

__all__ = ["main"]
