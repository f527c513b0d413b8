"""Return a list of numbers, arrays and NumPy numbers, which NumPy would make one array of.

expects: failed: wrong type
control: naive
"""

import numpy as np


def double(x):

    rows = [[value for value in row] for row in np.asarray(2 * x).reshape(np.shape(x)[0], -1)]
    return [tuple(rows[0]), *(np.array(row) for row in rows[1:])]
