"""Return a terabyte that takes eight bytes of memory.

expects: failed: wrong type
control: none: a grader that touches it runs out of memory
"""

import numpy as np


def double(x):

    return np.lib.stride_tricks.as_strided(np.ones(1), (1 << 40,), (0,))
