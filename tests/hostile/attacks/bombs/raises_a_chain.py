"""Raise an exception that has a thousand causes, each at the end of many frames.

expects: failed: raised an exception
control: none: it harms those who show every cause, and none does here
"""


def fail(depth):
    if depth:
        fail(depth - 1)
    raise ValueError("deep")


def double(x):
    latest = None
    for number in range(1_000):
        try:
            fail(number % 50)
        except ValueError as error:
            error.__cause__ = latest
            latest = error
    raise latest
