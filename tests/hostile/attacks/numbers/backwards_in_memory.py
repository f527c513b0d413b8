"""Return the right answer as a view that goes backwards through memory, and overlaps nothing.

expects: passed
control: naive
"""

import numpy as np


def double(x):

    every_axis = (slice(None, None, -1),) * np.ndim(x)
    return np.ascontiguousarray((2 * x)[every_axis])[every_axis]
