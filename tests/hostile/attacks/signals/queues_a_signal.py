"""Queue a signal for another process, with a value.

expects: passed
control: basic
"""

import ctypes
import signal


def attack(world):
    return ctypes.CDLL(None).sigqueue(world["victim"], int(signal.SIGUSR1), ctypes.c_void_p(0)) == 0
