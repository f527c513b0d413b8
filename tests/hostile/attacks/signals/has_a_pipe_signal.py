"""Make another process a pipe's owner, and have the kernel signal it when something is written.

expects: passed
control: basic
"""

import fcntl
import os


def attack(world):
    reading, writing = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETOWN, world["victim"])
    fcntl.fcntl(reading, 10, 9)
    fcntl.fcntl(reading, fcntl.F_SETFL, fcntl.fcntl(reading, fcntl.F_GETFL) | os.O_ASYNC)
    return os.write(writing, b"x")
