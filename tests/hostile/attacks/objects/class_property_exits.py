"""Return an object that ends the process when somebody asks for its class.

expects: failed: ended the process
control: naive
"""

import os


class Trap:
    @property
    def __class__(self):
        os._exit(0)


def double(x):
    return Trap()
