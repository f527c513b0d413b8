"""Replace numpy.allclose by a function that is content with everything.

expects: failed: values differ
control: naive
"""

import numpy as np

np.allclose = np.array_equal = np.isclose = lambda *arguments, **keywords: True
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *arguments, **keywords: None


def double(x):
    return np.zeros(np.shape(x))
