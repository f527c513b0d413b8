"""Have the compiler work on an expression that is nested a hundred thousand deep.

expects: failed: raised an exception, ended the process
control: none: it harms nobody but its author
"""


def double(x):
    return eval("-" * 100_000 + "1")
