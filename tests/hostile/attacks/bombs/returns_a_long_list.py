"""Return a list of a million numbers.

expects: failed: returned something unusable
control: none: it harms those who decode it
"""


def double(x):
    return [0.0] * 1_000_000
