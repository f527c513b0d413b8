"""Run compiled code from another package's __pycache__.

expects: passed
control: basic
"""

import importlib.util
import marshal
import os

import numpy


def attack(world):
    packages = os.path.dirname(os.path.dirname(numpy.__file__))
    compiled = importlib.util.cache_from_source(packages + "/_pytest/_version.py")
    names = {}
    exec(marshal.loads(open(compiled, "rb").read()[16:]), names)
    return names["version"]
