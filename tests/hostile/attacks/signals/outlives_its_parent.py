"""Ask the kernel not to end this process when its parent ends.

expects: passed
control: basic
"""

import ctypes


def attack(world):
    return ctypes.CDLL(None).prctl(1, 0, 0, 0, 0) == 0
