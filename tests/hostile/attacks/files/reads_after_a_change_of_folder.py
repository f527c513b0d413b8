"""Go to the folder, so that no path needs to name it.

expects: passed
control: basic
"""

import os


def attack(world):
    os.chdir(world["folder"])
    try:
        return open("secret").read()
    finally:
        os.chdir("/")
