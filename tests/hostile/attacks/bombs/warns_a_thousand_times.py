"""Warn a thousand times, at length, and answer well.

expects: passed
control: none: it harms those who keep every warning, and none does here
"""

import warnings


def attack(world):
    for number in range(1000):
        warnings.warn(f"{number} " + "\u202e\x1b[31m" * 10_000, stacklevel=1)
