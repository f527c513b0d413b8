"""Open a performance counter, which can watch what the processor does for others.

expects: passed
control: none: whether users may depends on the system (perf_event_paranoid)
"""

import ctypes
import os
import struct


def attack(world):
    number = 298 if os.uname().machine == "x86_64" else 241
    what = struct.pack("=IIQQQQQ", 1, 112, 0, 0, 0, 0, 0x61).ljust(112, b"\0")  # a clock, of user code
    return ctypes.CDLL(None).syscall(number, what, 0, -1, -1, 0) >= 0
