"""Change a file by writing into a mapping of it.

expects: passed
control: basic
"""

import mmap
import os


def attack(world):
    with mmap.mmap(os.open(world["gradebook"], os.O_RDWR), 0) as view:
        view[:5] = b"100.0"
