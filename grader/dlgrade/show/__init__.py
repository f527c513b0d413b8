"""Show what one check of a student's own work asked, expected and got: numbers side by side, and pictures."""

from dlgrade.show.drawing import draw
from dlgrade.show.journey import Showing, show
from dlgrade.show.names import clashing
from dlgrade.show.screen import show_check

__all__ = ["Showing", "clashing", "draw", "show", "show_check"]
