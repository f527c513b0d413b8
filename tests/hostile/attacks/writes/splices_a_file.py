"""Have the kernel move a file into a pipe, with splice.

expects: passed
control: basic
"""

import os


def attack(world):
    output, into = os.pipe()
    return os.splice(os.open(os.__file__, os.O_RDONLY), into, 100)
