"""Say why a submission is wrong: in general terms, by finite differences, by the course's named mistakes."""

from dlgrade.diagnose.axes import other_axis
from dlgrade.diagnose.evidence import Evidence, Mistake
from dlgrade.diagnose.gradient import own_gradient
from dlgrade.diagnose.mistakes import Casebook
from dlgrade.diagnose.patterns import explain
from dlgrade.diagnose.questions import Source, source
from dlgrade.diagnose.replies import condensed
from dlgrade.diagnose.smallest import Smallest, shrink
from dlgrade.diagnose.witnesses import Code, Stored, answers_of

__all__ = [
    "Casebook",
    "Code",
    "Evidence",
    "Mistake",
    "Smallest",
    "Source",
    "Stored",
    "answers_of",
    "condensed",
    "explain",
    "other_axis",
    "own_gradient",
    "shrink",
    "source",
]
