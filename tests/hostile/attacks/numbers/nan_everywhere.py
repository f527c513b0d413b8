"""Return NaN everywhere, which is neither larger nor smaller than any error allowed.

expects: failed: values that are not finite
control: none: it deceives graders that ask whether the error is too large
"""

import numpy as np


def double(x):

    return np.full(np.shape(x), np.nan)
