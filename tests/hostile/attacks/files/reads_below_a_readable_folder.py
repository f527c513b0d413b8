"""Climb out of a folder that may be read, with its descriptor and many dots.

expects: passed
control: basic
"""

import os

import numpy


def attack(world):
    numpys = os.path.dirname(numpy.__file__)
    descriptor = os.open(numpys, os.O_RDONLY | os.O_DIRECTORY)
    try:
        path = os.path.relpath(world["submission"], numpys)
        return os.read(os.open(path, os.O_RDONLY, dir_fd=descriptor), 100)
    finally:
        os.close(descriptor)
