"""Return an object that compares equal to everything.

expects: failed: wrong type
control: naive
"""

import numpy as np


class Right(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **keywords):
        return np.True_ if ufunc in (np.equal, np.isclose, np.less_equal) else np.zeros(1)

    def __array_function__(self, function, types, arguments, keywords):
        return True


def double(x):
    return np.zeros(np.shape(x)).view(Right)
