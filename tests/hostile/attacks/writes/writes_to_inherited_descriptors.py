"""Write to every descriptor but the channel that it was born with.

expects: passed
control: none: the standard streams lead nowhere at every level
"""

import contextlib
import os


def attack(world):
    for number in [0, 1, 2, *range(4, 64)]:
        with contextlib.suppress(OSError):
            os.write(number, b"BREACH\n")
