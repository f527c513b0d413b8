"""Raise an error in a function whose name clears the screen.

expects: failed: raised an exception
control: none: it deceives who reads the message, not who counts points
"""


def fails(x):
    raise ValueError("no")


fails.__code__ = fails.__code__.replace(co_name="\x1b[2J\nfull marks\u202e", co_qualname="\x1b[2J")


def double(x):
    return fails(x)
