"""Return an object that takes the expected array from whoever asks for its own.

expects: failed: wrong type
control: naive
"""

import sys


class Thief:
    def __array__(self, dtype=None, copy=None):
        frame = sys._getframe(1)
        while frame:
            if "b" in frame.f_locals:  # the second argument of numpy.allclose
                return frame.f_locals["b"]
            frame = frame.f_back


def double(x):
    return Thief()
