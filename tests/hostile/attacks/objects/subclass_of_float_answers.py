"""Return an array of floats of its own kind, each equal to what it is compared with.

expects: failed: wrong type
control: naive
"""

import numpy as np


class Same(float):
    __sub__ = __rsub__ = lambda self, other: Same(0)
    __abs__ = lambda self: self
    __le__ = __ge__ = __eq__ = lambda self, other: True


def double(x):
    answer = np.empty(np.shape(x), object)
    answer.fill(Same(0))
    return answer
