"""Date a late submission back.

expects: passed
control: basic
"""

import os


def attack(world):
    os.utime(world["submission"], (0, 0))
