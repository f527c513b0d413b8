"""Become another program, which ends with success.

expects: failed: raised an exception
control: naive
"""

import os
import sys


def double(x):
    os.execv(sys.executable, [sys.executable, "-c", "print('full marks')"])
