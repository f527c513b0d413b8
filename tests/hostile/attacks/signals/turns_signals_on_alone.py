"""Turn on a pipe's signals without naming an owner, as a program may inherit one.

expects: passed
control: basic
"""

import fcntl
import os


def attack(world):
    reading, writing = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETFL, os.O_ASYNC)
    return fcntl.fcntl(reading, fcntl.F_GETFL) & os.O_ASYNC
