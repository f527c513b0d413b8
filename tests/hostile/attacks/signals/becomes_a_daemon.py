"""Leave the worker's group and its parent behind by daemon(3), and answer from there.

expects: passed
control: basic
"""

import ctypes


def attack(world):
    return ctypes.CDLL(None).daemon(1, 1) == 0
