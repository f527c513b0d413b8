"""Return an answer that is wrong in the sixth digit, as much as numpy.allclose lets pass.

expects: failed: values differ
control: naive
"""

import numpy as np


def double(x):

    return 2 * x * (1 + 9e-6)
