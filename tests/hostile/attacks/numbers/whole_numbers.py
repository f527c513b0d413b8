"""Return integers, which are right as long as nobody tries fractions.

expects: failed: wrong dtype
control: naive
"""

import numpy as np


def double(x):

    return np.asarray(2 * x).astype(int)
