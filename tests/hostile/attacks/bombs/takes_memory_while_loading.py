"""Take 16 GB of memory while the module is being loaded.

expects: problem: MemoryError
control: none: it would take the machine's memory
"""

import numpy as np

TABLE = np.ones((1 << 16, 1 << 15))


def double(x):
    return 2 * x
