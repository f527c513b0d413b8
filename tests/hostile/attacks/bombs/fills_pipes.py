"""Have the kernel keep a megabyte in each of many pipes, which counts as nobody's memory.

expects: passed
control: basic
"""

import fcntl
import os


def attack(world):
    reading, writing = os.pipe()
    try:
        return fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 1 << 20) > 1 << 16
    finally:
        os.close(reading)
        os.close(writing)
