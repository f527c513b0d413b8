"""A student's hints: `stages` gives the next one, `memory` keeps which were taken, `journey` is `dlgrade hint`."""

from dlgrade.hints.journey import Advice, advise
from dlgrade.hints.memory import used
from dlgrade.hints.stages import Hint, seen, take

__all__ = ["Advice", "Hint", "advise", "seen", "take", "used"]
