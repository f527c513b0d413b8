"""Return numbers of sixteen bytes, ten of them in use.

expects: failed: wrong type
control: naive
"""

import numpy as np


def double(x):

    return np.asarray(2 * x, np.longdouble)
