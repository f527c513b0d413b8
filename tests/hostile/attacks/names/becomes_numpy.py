"""Put NumPy in its own place, which has a double too.

expects: failed: values differ
control: none: elsewhere it is not imported by name
"""

import sys

import numpy

sys.modules[__name__] = numpy


def double(x):
    return x
