"""Make a folder.

expects: passed
control: basic
"""

import os


def attack(world):
    os.makedirs(world["folder"] + "/numpy/core")
