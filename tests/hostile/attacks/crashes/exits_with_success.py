"""End the process at once, with success.

expects: failed: ended the process
control: naive
"""

import os


def double(x):
    os._exit(0)
