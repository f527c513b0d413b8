"""Keep a file without a name in a folder.

expects: passed
control: basic
"""

import os


def attack(world):
    return os.open(world["folder"], os.O_TMPFILE | os.O_RDWR, 0o600)
