"""Hide a message in a keyring of the kernel's.

expects: passed
control: basic
"""

import ctypes
import os


def attack(world):
    number = 248 if os.uname().machine == "x86_64" else 217  # add_key
    return ctypes.CDLL(None).syscall(number, b"user", world["mark"].encode(), b"answer", 6, -2) > 0  # to this process
