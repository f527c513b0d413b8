"""Delete another student's submission.

expects: passed
control: basic
"""

import os


def attack(world):
    os.unlink(world["submission"])
