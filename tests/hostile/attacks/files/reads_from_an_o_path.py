"""Read, map and look into a place that was opened with O_PATH.

expects: passed
control: none: no system lets a place be read; what is tried is whether the grader's does
"""

import mmap
import os


def attack(world):
    place = os.open(world["key"], os.O_PATH)
    try:
        for look in (lambda: os.read(place, 100), lambda: os.pread(place, 100, 0), lambda: mmap.mmap(place, 10)[:]):
            try:
                return look()
            except OSError:
                continue
    finally:
        os.close(place)
