"""Call itself until the machine's stack is used up.

expects: failed: ended the process
control: none: it harms nobody but its author
"""

import ctypes
import sys


@ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.py_object)
def again(x):
    return again(x)


def double(x):
    sys.setrecursionlimit(1 << 30)
    return again(x)
