"""Return objects of types whose names are long, so that a frame is larger than frames may be.

expects: failed: returned something unusable
control: none: it harms those who keep them
"""


def double(x):
    return [type("\x1b[2J" * 1000, (), {})() for _ in range(5_000)]
