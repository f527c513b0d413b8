"""Map the instructor's key into memory.

expects: passed
control: basic
"""

import mmap


def attack(world):
    with open(world["key"], "rb") as key, mmap.mmap(key.fileno(), 0, prot=mmap.PROT_READ) as memory:
        return memory[:]
