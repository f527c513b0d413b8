"""Return an array that holds an object, which runs a program wherever it is copied by pickling.

expects: failed: wrong type
control: none: a grader that only compares opens no pickle
"""

import os

import numpy as np


class Runs:
    def __reduce__(self):
        return (os._exit, (0,))


def double(x):
    answer = np.empty(np.shape(x), object)
    answer.fill(Runs())
    return answer
