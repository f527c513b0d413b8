"""Change whom a file belongs to, here to the same group.

expects: passed
control: basic
"""

import os


def attack(world):
    os.chown(world["key"], -1, os.getgid())
    return True
