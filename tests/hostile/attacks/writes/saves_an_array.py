"""Save an array with numpy.save.

expects: passed
control: basic
"""

import numpy as np


def attack(world):
    np.save(world["folder"] + "/inputs.npy", np.zeros(3))
