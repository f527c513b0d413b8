"""Load a module of torch from its file, past every finder.

expects: passed
control: basic
"""

import importlib.util
import os

import numpy


def attack(world):
    packages = os.path.dirname(os.path.dirname(numpy.__file__))
    spec = importlib.util.spec_from_file_location("version", packages + "/torch/version.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.__version__
