"""Read the source of another package that is installed beside NumPy.

expects: passed
control: basic
"""

import os

import numpy


def attack(world):
    packages = os.path.dirname(os.path.dirname(numpy.__file__))
    return open(packages + "/pytest/__init__.py").read()
