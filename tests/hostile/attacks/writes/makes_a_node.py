"""Make a file with mknod, which opens nothing.

expects: passed
control: basic
"""

import os
import stat


def attack(world):
    os.mknod(world["folder"] + "/new", stat.S_IFREG | 0o600)
