"""Make a file that is nothing but memory, which no limit on memory counts.

expects: passed
control: basic
"""

import os


def attack(world):
    return os.memfd_create("bomb") >= 0
