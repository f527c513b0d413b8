"""Reserve the rest of the disk for one file.

expects: passed
control: none: it would take the machine's disk
"""

import os


def attack(world):
    descriptor = os.open(world["secret"], os.O_RDWR)
    os.posix_fallocate(descriptor, 0, 1 << 40)
    return descriptor
