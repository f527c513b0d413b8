"""Return a generator that never ends.

expects: failed: returned something unusable
control: none: it harms those who drain it, in a loop without an end
"""

import itertools


def double(x):
    return itertools.repeat(x)
