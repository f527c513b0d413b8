"""Load a shared library of torch into the process.

expects: passed
control: basic
"""

import ctypes
import os

import numpy


def attack(world):
    packages = os.path.dirname(os.path.dirname(numpy.__file__))
    return ctypes.CDLL(packages + "/torch/lib/libtorch_global_deps.so")._handle
