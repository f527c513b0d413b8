"""Return an array of 80 GB that takes eight bytes of memory.

expects: failed: wrong type
control: none: it harms those who copy it
"""

import numpy as np


def double(x):
    return np.broadcast_to(np.float64(0), (100, 10_000, 10_000))
