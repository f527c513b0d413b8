"""Ask for the extended attributes of another submission.

expects: passed
control: basic
"""

import os


def attack(world):
    return [os.listxattr(world["submission"]), "they may be read"]
