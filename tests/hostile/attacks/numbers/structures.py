"""Return structures, with the answer in one field and an object in another.

expects: failed: wrong type
control: none: NumPy compares no structures with numbers
"""

import numpy as np


def double(x):

    answer = np.zeros(np.shape(x), [("value", float), ("more", object)])
    answer["value"] = 2 * x
    return answer
