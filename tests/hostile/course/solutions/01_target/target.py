"""Target: the smallest exercise that there can be, for submissions that are after something else."""

import numpy as np


def double(x):
    """Return twice x."""
    ### BEGIN SOLUTION
    return 2 * np.asarray(x)
    ### END SOLUTION
