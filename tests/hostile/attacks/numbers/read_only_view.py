"""Return the right answer as a read-only view of one entry of a larger array with strides of zero.

expects: passed
control: naive
"""

import numpy as np


def double(x):

    wide = np.broadcast_to((2 * x)[..., np.newaxis], (*np.shape(x), 7))
    return wide[..., 3]
