"""Return an object that claims to be an array and has nothing of one.

expects: failed: wrong type
control: none: a grader that believes it only gets nothing
"""

import numpy as np


class Liar:
    __class__ = np.ndarray
    shape, dtype, size, ndim = (2, 3), np.dtype(float), 6, 2


def double(x):
    return Liar()
