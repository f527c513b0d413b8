"""Return dates as many days after 1970 as the numbers say.

expects: failed: wrong type
control: none: NumPy compares no dates with numbers
"""

import numpy as np


def double(x):

    return np.asarray(2 * x).astype(int).astype("datetime64[D]")
