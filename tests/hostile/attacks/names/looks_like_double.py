"""Have a function whose name only looks like the one that is asked for.

expects: failed: raised an exception
control: none: a grader that looks names up does not find it
"""


def double(x):
    return 2 * x


globals()["d\u043euble"] = double  # with a Cyrillic o
del double
