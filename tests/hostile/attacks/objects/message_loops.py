"""Raise an exception whose message takes for ever.

expects: failed: did not end in time
control: none: it harms nobody but its author
"""


class Slow(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def double(x):
    raise Slow
