"""Map memory that is not reserved, in pieces, until nothing is left, and write to each page.

expects: failed: raised an exception
control: none: it would take the machine's memory
"""

import mmap


def double(x):
    pieces = []
    while True:
        pieces.append(mmap.mmap(-1, 8 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000))
        pieces[-1].write(b"x" * (8 << 20))
