"""nbgrader's gradebook, kept equal to the standings; the only room that imports nbgrader and SQLAlchemy, when used.

`wanted` says what the gradebook should hold, `held` reads what it holds, `plan` compares the two, `book` knows
nbgrader's tables, `database` is the one transaction, `faults` puts its errors into sentences, `folders` writes what
formgrader looks for on the disk, `syncing` does all of it in one pass, and `human` says what a human gave. The
other way round, `autograding` is what nbgrader's own autograder loads in a class of notebooks, and `verdicts` what it
is told.
"""

from dlgrade.gradebook.human import marked_by_hand
from dlgrade.gradebook.synced import Attention, Count, Synced
from dlgrade.gradebook.syncing import OTHER_WAY, sync

__all__ = ["OTHER_WAY", "Attention", "Count", "Synced", "marked_by_hand", "sync"]
