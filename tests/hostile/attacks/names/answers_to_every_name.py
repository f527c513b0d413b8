"""Have every name that anybody asks for, by a module's own __getattr__.

expects: failed: values differ
control: none: a grader that takes names from a dict does not find it
"""

import numpy as np


def double(x):
    """Stand aside for what follows."""


del double


def __getattr__(name):
    if name == "double":
        return lambda x: np.zeros(np.shape(x))
    raise AttributeError(f"\x1b[2J{name}", name=name)
