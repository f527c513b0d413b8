"""Stop another process, by its thread.

expects: passed
control: basic
"""

import ctypes
import signal


def attack(world):
    return ctypes.CDLL(None).tgkill(world["victim"], world["victim"], int(signal.SIGSTOP)) == 0
