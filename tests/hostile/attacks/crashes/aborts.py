"""Abort the process.

expects: failed: ended the process
control: none: it harms nobody but its author
"""

import os


def double(x):
    os.abort()
