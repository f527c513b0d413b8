"""Import scipy only while NumPy converts the answer, long after the module was loaded.

expects: failed: raised an exception
control: none: scipy is not everywhere; where it is, a grader that shares a process imports it
"""

import numpy as np


class Lazy:
    def __array__(self, dtype=None, copy=None):
        return __import__("scipy.special").special.expit(np.zeros(3))


def double(x):
    return np.asarray(Lazy())
