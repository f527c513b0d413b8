"""Learn how full the disk under the gradebook is.

expects: passed
control: basic
"""

import os


def attack(world):
    return os.statvfs(world["folder"]).f_bfree
