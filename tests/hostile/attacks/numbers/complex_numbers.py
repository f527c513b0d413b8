"""Return complex numbers that hide something in their imaginary parts.

expects: failed: wrong type
control: naive
"""

import numpy as np


def double(x):

    return 2 * x + 1e-9j
