"""Clear sys.meta_path, and import what runs the checks with a finder of one's own.

expects: passed
control: basic
"""

import importlib
import importlib.machinery
import os
import sys

import numpy


class Finder:
    find_spec = staticmethod(
        lambda name, path, target=None: importlib.machinery.PathFinder.find_spec(name, path or [PACKAGES])
    )


PACKAGES = os.path.dirname(os.path.dirname(numpy.__file__))


def attack(world):
    sys.meta_path[:] = [importlib.machinery.BuiltinImporter, importlib.machinery.FrozenImporter, Finder]
    sys.meta_path.append(importlib.machinery.PathFinder)
    return importlib.import_module("iniconfig").__name__
