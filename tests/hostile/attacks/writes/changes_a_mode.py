"""Make the instructor's key writable for everybody.

expects: passed
control: basic
"""

import os


def attack(world):
    os.chmod(world["key"], 0o666)
