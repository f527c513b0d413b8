"""Learn which packages are installed, in which versions.

expects: passed
control: basic
"""

import importlib.metadata
import os

import numpy


def attack(world):
    packages = os.path.dirname(os.path.dirname(numpy.__file__))
    return [found._path.name for found in importlib.metadata.distributions(path=[packages])]
