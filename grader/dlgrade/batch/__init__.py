"""Grade a class, with many processes, on this machine or on a cluster.

`plan` finds what is left to do, `run` hands it out and keeps what comes, `intake` reads each submission in its turn;
`crew` are processes here, `grader` is one of them, `order` what they are told, `lost` what is said of a submission that
none of them survived; `cluster` has other machines do the same.
"""

from dlgrade.batch.plan import Comparison, Plan, that_count
from dlgrade.batch.run import Hire, Summary, Watcher, Wish, cores, grade_attempts, grade_class, here, settings_of, there
from dlgrade.batch.screen import Screen

__all__ = [
    "Comparison",
    "Hire",
    "Plan",
    "Screen",
    "Summary",
    "Watcher",
    "Wish",
    "cores",
    "grade_attempts",
    "grade_class",
    "here",
    "settings_of",
    "that_count",
    "there",
]
