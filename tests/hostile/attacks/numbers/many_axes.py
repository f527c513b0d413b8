"""Return the answer with more axes than anybody needs.

expects: failed: wrong type
control: naive
"""

import numpy as np


def double(x):

    return np.reshape(2 * x, (1,) * 25 + np.shape(x))
