"""Begin a session of its own in a child, where no signal to the group arrives.

expects: passed
control: basic
"""

import ctypes
import os
import time


def attack(world):
    child = ctypes.CDLL(None).fork()
    if child == 0:
        os.setsid()
        time.sleep(0.5)
        os._exit(0)
    return child > 0
