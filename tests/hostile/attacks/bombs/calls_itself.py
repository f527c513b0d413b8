"""Call itself without end.

expects: failed: raised an exception
control: none: it harms nobody but its author
"""


def double(x):
    return double(x) + double(x)
