"""Return a masked array, of which only the first row is compared.

expects: failed: wrong type
control: naive
"""

import numpy as np


def double(x):

    answer = np.ma.masked_array(2 * x, mask=False)
    answer[1:] = np.ma.masked  # all but the first row
    return answer
