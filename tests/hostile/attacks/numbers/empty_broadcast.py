"""Return an array without entries, of which all are right.

expects: failed: wrong shape
control: naive
"""

import numpy as np


def double(x):

    return np.zeros((0,) + (1,) * np.ndim(x))
