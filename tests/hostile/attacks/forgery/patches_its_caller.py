"""Walk up the stack and replace the NumPy that its callers work with.

expects: failed: wrong type
control: naive
"""

import sys
import types

import numpy as np

content = types.SimpleNamespace(**{**vars(np), "allclose": lambda *arguments: True})
frame = sys._getframe(1)
while frame:
    if "np" in frame.f_globals:
        frame.f_globals["np"] = content
    frame = frame.f_back


def double(x):
    return 0.0
