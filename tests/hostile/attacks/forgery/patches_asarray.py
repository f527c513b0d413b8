"""Replace what numpy.allclose itself is made of, where it looks it up.

expects: failed: values differ
control: naive
"""

import sys

import numpy as np


def double(x):
    for inside in (np.allclose, np.linalg.norm):
        names = inside.__wrapped__.__globals__
        names.update({name: lambda *a, **k: np.True_ for name in ("isclose", "asanyarray", "asarray", "abs", "all")})
    np.asarray = np.array = np.asanyarray = lambda *arguments, **keywords: 0
    return np.zeros(x.shape)
