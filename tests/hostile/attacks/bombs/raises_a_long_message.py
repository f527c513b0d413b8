"""Raise an exception whose message has a hundred million characters.

expects: failed: raised an exception
control: none: it harms those who show every message, and none does here
"""


def double(x):
    raise ValueError("long " * 20_000_000)
