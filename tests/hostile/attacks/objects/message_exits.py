"""Raise an exception that ends the process with success when its message is asked for.

expects: failed: ended the process
control: naive
"""

import os


class Leaves(Exception):
    def __str__(self):
        os._exit(0)


def double(x):
    raise Leaves
