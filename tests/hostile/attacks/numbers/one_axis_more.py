"""Return the answer with an axis more, which broadcasting takes away.

expects: failed: wrong shape
control: naive
"""

import numpy as np


def double(x):

    return np.asarray(2 * x)[np.newaxis]
