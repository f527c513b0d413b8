"""Match a regular expression that takes longer than the universe has had.

expects: failed: did not end in time
control: none: it harms nobody but its author
"""

import re


def double(x):
    return re.fullmatch("(a|a?)+", "a" * 60 + "b")
