"""Read from address zero.

expects: failed: ended the process
control: none: it harms nobody but its author
"""

import ctypes


def double(x):
    return ctypes.string_at(0)
