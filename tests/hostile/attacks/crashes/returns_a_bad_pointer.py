"""Return an array whose memory is not there.

expects: failed: ended the process
control: none: it harms nobody but its author
"""

import ctypes

import numpy as np


def double(x):
    nowhere = ctypes.cast(8, ctypes.POINTER(ctypes.c_double))
    return np.ctypeslib.as_array(nowhere, np.shape(x))
