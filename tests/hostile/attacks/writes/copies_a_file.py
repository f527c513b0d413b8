"""Have the kernel copy a file, with copy_file_range.

expects: passed
control: basic
"""

import os


def attack(world):
    target = os.open(world["folder"] + "/copy", os.O_CREAT | os.O_WRONLY)
    os.copy_file_range(os.open(world["secret"], os.O_RDONLY), target, 100)
