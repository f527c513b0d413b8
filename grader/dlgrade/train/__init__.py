"""Train a student's own network: with a bar to watch, weights that survive Ctrl-C, PyTorch beside it, and a page."""

from dlgrade.train.data import Dataset
from dlgrade.train.diagnosis import duration
from dlgrade.train.ending import Ending
from dlgrade.train.network import LIMITS, MODULE
from dlgrade.train.progress import Screen
from dlgrade.train.record import BEST, LAST, Run
from dlgrade.train.session import Wish, train, with_needed

__all__ = [
    "BEST",
    "LAST",
    "LIMITS",
    "MODULE",
    "Dataset",
    "Ending",
    "Run",
    "Screen",
    "Wish",
    "duration",
    "train",
    "with_needed",
]
