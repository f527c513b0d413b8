"""Start threads by the C library's own pthread_create.

expects: passed
control: basic
"""

import ctypes


def attack(world):
    library, thread = ctypes.CDLL(None), ctypes.c_ulong()
    started = [library.pthread_create(ctypes.byref(thread), None, library.getpid, None) for _ in range(5)]
    return started.count(0)
