"""Put a thing that is no module in its own place.

expects: failed: raised an exception
control: none: elsewhere it is not imported by name
"""

import os
import sys


class Thing:
    def __getattribute__(self, name):
        raise AttributeError(name, name=name, obj=self)

    def __dir__(self):
        return [1, None, b"x"]


sys.modules[__name__] = Thing()


def double(x):
    return x
