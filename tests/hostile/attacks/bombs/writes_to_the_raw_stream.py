"""Write a hundred megabytes past Python, to the first three descriptors.

expects: passed
control: none: it would fill whatever keeps what is printed
"""

import os


def attack(world):
    piece, written = b"z" * (1 << 20), 0
    for descriptor in (1, 2, 0):
        for _ in range(33):
            written += os.write(descriptor, piece)
