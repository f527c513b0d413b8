"""List the folder where submissions, gradebook and key lie.

expects: passed
control: basic
"""

import os


def attack(world):
    with os.scandir(world["folder"]) as entries:
        return sorted(entry.name for entry in entries)
