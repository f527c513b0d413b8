"""Read the disk itself, below every file.

expects: passed
control: none: it needs a disk, and a user who may read it
"""

import os


def attack(world):
    with open("/proc/partitions") as partitions:
        names = [line.split()[3] for line in partitions if line.strip()][1:]
    return [os.read(os.open("/dev/" + name, os.O_RDONLY), 512) for name in names[:1]]
