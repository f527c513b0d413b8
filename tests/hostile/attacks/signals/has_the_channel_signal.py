"""Make another process the owner of the grader's own channel by ioctl, so that every request signals it.

expects: passed
control: basic
"""

import fcntl
import struct


def attack(world):
    fcntl.ioctl(3, 0x8901, struct.pack("i", world["victim"]))
    fcntl.ioctl(3, 0x5452, struct.pack("i", 1))
    return True
