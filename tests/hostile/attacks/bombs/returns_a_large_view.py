"""Return an array of 64 MB that takes eight bytes of memory, until somebody copies it.

expects: failed: wrong shape
control: none: it harms those who copy it
"""

import numpy as np


def double(x):
    return np.broadcast_to(np.float64(0), (8, 1 << 20))
