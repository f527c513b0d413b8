"""Set up io_uring, whose operations pass by every filter on system calls.

expects: passed
control: none: limits alone refuse it, as they grant no locked memory
"""

import ctypes


def attack(world):
    libc = ctypes.CDLL(None, use_errno=True)
    parameters = ctypes.create_string_buffer(120)
    return libc.syscall(425, 4, parameters) >= 0  # io_uring_setup
