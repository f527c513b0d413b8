"""Let other processes of the user look into this one, and trace it.

expects: passed
control: basic
"""

import ctypes


def attack(world):
    return ctypes.CDLL(None).prctl(4, 1, 0, 0, 0) == 0
