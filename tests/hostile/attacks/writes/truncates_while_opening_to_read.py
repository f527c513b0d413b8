"""Empty a file by opening it for reading alone, which old Landlocks let pass.

expects: passed
control: basic
"""

import os


def attack(world):
    return os.open(world["submission"], os.O_RDONLY | os.O_TRUNC)
