"""Leave with success, as sys.exit does.

expects: failed: raised an exception
control: naive
"""

import sys


def double(x):
    sys.exit(0)
