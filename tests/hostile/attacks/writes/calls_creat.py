"""Empty a file by the C library's creat, past everything that Python watches.

expects: passed
control: basic
"""

import ctypes


def attack(world):
    return ctypes.CDLL(None).creat(world["secret"].encode(), 0o600) >= 0
