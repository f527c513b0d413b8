"""Return the right numbers with their bytes in the other order.

expects: passed
control: naive
"""

import numpy as np


def double(x):

    return np.asarray(2 * x).astype(">f8")
