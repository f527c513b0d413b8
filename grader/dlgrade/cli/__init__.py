"""The command: parse, call one function, print."""

from dlgrade.cli.group import main

__all__ = ["main"]
