"""Signal the group of the process that starts workers; 0 asks only if it would be allowed.

expects: passed
control: basic
"""

import os


def attack(world):
    os.killpg(os.getppid(), 0)
    return True
