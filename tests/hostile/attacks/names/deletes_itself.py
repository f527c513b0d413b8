"""Take its own module away while it is being loaded.

expects: problem: KeyError
control: none: elsewhere it is not imported by name
"""

import sys

del sys.modules[__name__]


def double(x):
    return x
