"""Empty a file by its path, without opening it.

expects: passed
control: basic
"""

import os


def attack(world):
    os.truncate(world["submission"], 0)
