"""The command: parse, call one function, print."""

from dlgrade.cli import (  # noqa: F401 - the commands register themselves
    authors,
    bundles,
    classes,
    exports,
    gradebook,
    grading,
    handing_in,
    hinting,
    kits,
    notebooks,
    regrading,
    reports,
    showing,
    students,
    training,
)
from dlgrade.cli.group import main

__all__ = ["main"]
