"""Write an array over a file with ndarray.tofile.

expects: passed
control: basic
"""

import numpy as np


def attack(world):
    np.zeros(3).tofile(world["secret"])
