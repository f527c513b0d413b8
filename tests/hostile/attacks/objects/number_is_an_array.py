"""Return an object that claims to be one NumPy number and turns into many.

expects: failed: returned something unusable
control: none: a grader that believes it reads too many bytes or too few
"""

import numpy as np


class Liar:
    __class__ = np.float64

    def __array__(self, dtype=None, copy=None):
        return np.full((1000, 1000), 2.0)


def double(x):
    return Liar()
