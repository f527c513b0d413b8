"""Have the kernel send a file on, with sendfile, to where nobody sees it read.

expects: passed
control: basic
"""

import os


def attack(world):
    return os.sendfile(1, os.open(os.__file__, os.O_RDONLY), 0, 100)
