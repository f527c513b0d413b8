"""Return an object that ends the process when nobody needs it any more.

expects: failed: wrong type, ended the process
control: naive
"""

import os


class Trap:
    def __del__(self):
        os._exit(0)


def double(x):
    return Trap()
