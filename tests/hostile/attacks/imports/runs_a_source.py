"""Run the text of a module of pytest as if it were one's own.

expects: passed
control: basic
"""

import os
import runpy

import numpy


def attack(world):
    packages = os.path.dirname(os.path.dirname(numpy.__file__))
    return runpy.run_path(packages + "/_pytest/_version.py")["version"]
