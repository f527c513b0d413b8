"""The command: parse, call one function, print."""

from dlgrade.cli import (  # noqa: F401 - the commands register themselves
    authors,
    blame,
    bundles,
    classes,
    completing,
    exports,
    gradebook,
    grading,
    handing_in,
    helping,
    hinting,
    kits,
    notebooks,
    regrading,
    reports,
    showing,
    students,
    training,
    translating,
    watching,
)
from dlgrade.cli.group import main

__all__ = ["main"]
