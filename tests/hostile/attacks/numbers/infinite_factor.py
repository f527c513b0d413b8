"""Return two kinds of wrong numbers, one so large that every sum overflows.

expects: failed: values differ
control: none: it fools nobody; what it is after is a diagnosis that says infinity
"""

import numpy as np


def double(x):
    return np.where(np.arange(x.size).reshape(x.shape) % 2 == 0, 1.7e308, -3.0)
