"""Set another process's limits, by the C library.

expects: passed
control: basic
"""

import ctypes


def attack(world):
    limits = (ctypes.c_ulong * 2)(0, 0)
    return ctypes.CDLL(None).prlimit(world["victim"], 4, ctypes.byref(limits), None) == 0
