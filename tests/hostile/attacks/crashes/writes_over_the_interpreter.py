"""Write zeros over objects that Python itself works with.

expects: failed: ended the process
control: none: it harms nobody but its author
"""

import ctypes


def double(x):
    for needed in (None, True, int, dict, type):
        ctypes.memset(id(needed), 0, 64)
    return {}
