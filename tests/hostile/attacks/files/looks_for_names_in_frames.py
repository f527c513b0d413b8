"""Look through every frame and object in memory for what the check expects.

expects: passed
control: none: a worker holds no expected value, with a wall or without
"""

import gc
import sys


def attack(world):
    found, frame = [], sys._getframe()
    while frame:
        found += [
            name for name in {**frame.f_globals, **frame.f_locals} if name in ("expected", "reference", "solution")
        ]
        frame = frame.f_back
    names = [type(held).__name__ for held in gc.get_objects()]
    return found + [name for name in names if name in ("Reference", "Student", "Submission", "Course", "Key")]
