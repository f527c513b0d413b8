"""Give a secret file a second name.

expects: passed
control: basic
"""

import os


def attack(world):
    os.link(world["secret"], world["folder"] + "/mine")
