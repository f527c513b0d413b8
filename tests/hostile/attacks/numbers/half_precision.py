"""Return the answer in two bytes a number.

expects: failed: wrong dtype
control: naive
"""

import numpy as np


def double(x):

    return np.asarray(2 * x, np.float16)
