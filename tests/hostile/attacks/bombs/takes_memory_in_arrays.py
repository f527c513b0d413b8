"""Multiply something small with itself until it fills the memory.

expects: failed: raised an exception
control: none: it would take the machine's memory
"""

import numpy as np


def double(x):
    wide = np.ones(1000)
    for _ in range(4):
        wide = np.multiply.outer(wide, np.ones(1000))
    return wide
