"""Return ten thousand objects, each of which the grader has to keep a handle of.

expects: failed: wrong type
control: none: it harms those who keep them
"""


def double(x):
    return [object() for _ in range(10_000)]
