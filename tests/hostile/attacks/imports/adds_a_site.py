"""Have Python take up the folder of installed packages, with what its .pth files add to the path.

expects: passed
control: basic
"""

import os
import site
import sys

import numpy


def attack(world):
    packages = os.path.dirname(os.path.dirname(numpy.__file__))
    before = {*sys.path, packages}
    site.addsitedir(packages)
    return [path for path in sys.path if path not in before]
