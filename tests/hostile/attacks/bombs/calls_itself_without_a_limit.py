"""Lift Python's limit on calls within calls, and overflow the stack of the process.

expects: failed: ended the process, raised an exception, did not end in time
control: none: it harms nobody but its author
"""

import sys


class Endless:
    def __repr__(self):
        return repr([self])


def double(x):
    sys.setrecursionlimit(1 << 30)
    return repr(Endless())
