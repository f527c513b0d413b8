"""Return numbers so small that a relative error of them means nothing.

expects: failed: values differ
control: none: it deceives graders that divide by the answer
"""

import numpy as np


def double(x):

    return np.copysign(5e-324, x)
