"""Read from 200 descriptors whatever they hold.

expects: passed
control: none: workers inherit nothing with anything in it, with a wall or without
"""

import os


def attack(world):
    found = []
    for number in range(201):
        for read in (lambda: os.pread(number, 100, 0), lambda: os.read(number, 100)):
            try:
                found.append(read())
            except OSError:
                continue
    return b"".join(found)
