"""The command: parse, call one function, print."""

from dlgrade.cli import (  # noqa: F401 - the commands register themselves
    authors,
    blame,
    bundles,
    classes,
    exports,
    gradebook,
    grading,
    handing_in,
    hinting,
    kits,
    regrading,
    reports,
    showing,
    students,
    training,
)
from dlgrade.cli.group import main

__all__ = ["main"]
