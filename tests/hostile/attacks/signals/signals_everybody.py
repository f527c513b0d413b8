"""Signal every process of this machine; 0 asks only if it would be allowed.

expects: passed
control: none: nobody should ever be able to take this file for something to try with another number
"""

import os


def attack(world):
    os.kill(-1, 0)
    return True
