"""Return a view that reaches beyond the memory that it was made of.

expects: failed: ended the process
control: none: a grader that touches it crashes
"""

import numpy as np


def double(x):

    return np.lib.stride_tricks.as_strided(np.ones(1), np.shape(x), (1 << 44,) * np.ndim(x))
