"""Return an object that ends the process when any attribute of it is looked up.

expects: failed: wrong type
control: naive
"""

import os


class Trap:
    def __getattr__(self, name):
        os._exit(0)


def double(x):
    return Trap()
