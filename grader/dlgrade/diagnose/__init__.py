"""Say why a submission is wrong: in general terms, by finite differences, by the course's named mistakes."""

from dlgrade.diagnose.axes import other_axis
from dlgrade.diagnose.gradient import own_gradient
from dlgrade.diagnose.mistakes import Casebook, Evidence, Mistake
from dlgrade.diagnose.patterns import explain
from dlgrade.diagnose.smallest import Smallest, shrink

__all__ = ["Casebook", "Evidence", "Mistake", "Smallest", "explain", "other_axis", "own_gradient", "shrink"]
