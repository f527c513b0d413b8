"""Grade again after a check was mended, show who changes and why, and sign it."""

from dlgrade.regrade.changes import Change, CheckChange, causes, change_of
from dlgrade.regrade.journey import Regrade, apply, look, outdated, signed
from dlgrade.regrade.screen import show_regrade

__all__ = [
    "Change",
    "CheckChange",
    "Regrade",
    "apply",
    "causes",
    "change_of",
    "look",
    "outdated",
    "show_regrade",
    "signed",
]
