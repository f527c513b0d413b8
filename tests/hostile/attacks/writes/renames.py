"""Put another file in the place of the gradebook.

expects: passed
control: basic
"""

import os


def attack(world):
    os.rename(world["submission"], world["gradebook"])
