"""Stop the kernel in the middle of a copy, by answering its page faults.

expects: passed
control: basic
"""

import ctypes
import os


def attack(world):
    number = 323 if os.uname().machine == "x86_64" else 282
    return ctypes.CDLL(None).syscall(number, 1) >= 0  # UFFD_USER_MODE_ONLY
