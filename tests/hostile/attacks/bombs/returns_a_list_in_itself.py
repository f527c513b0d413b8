"""Return a list that holds itself twice.

expects: failed: wrong type, returned something unusable
control: none: it harms those who walk through it
"""


def double(x):
    rings = []
    rings += [rings, rings]
    return rings
