"""Change a file through a numpy.memmap.

expects: passed
control: basic
"""

import numpy as np


def attack(world):
    grades = np.memmap(world["gradebook"], np.uint8, "r+")
    grades[:3] = 0
    grades.flush()
