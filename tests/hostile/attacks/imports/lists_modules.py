"""Learn which modules could be imported, were it not for the rule.

expects: passed
control: basic
"""

import os
import pkgutil

import numpy


def attack(world):
    packages = os.path.dirname(os.path.dirname(numpy.__file__))
    return [module.name for module in pkgutil.iter_modules([packages])]
