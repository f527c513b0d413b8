"""Compute a power that has more digits than there is memory, in one instruction that cannot be interrupted.

expects: failed: did not end in time, raised an exception
control: none: it harms nobody but its author
"""


def double(x):
    return 9**9**9**9
