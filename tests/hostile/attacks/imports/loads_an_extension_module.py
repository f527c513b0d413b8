"""Load a compiled module of another package from its file.

expects: passed
control: basic
"""

import importlib.machinery
import os

import numpy


def attack(world):
    packages = os.path.dirname(os.path.dirname(numpy.__file__))
    path = packages + "/markupsafe/_speedups" + importlib.machinery.EXTENSION_SUFFIXES[0]
    loader = importlib.machinery.ExtensionFileLoader("_speedups", path)
    return loader.create_module(importlib.machinery.ModuleSpec("_speedups", loader, origin=path)).__name__
