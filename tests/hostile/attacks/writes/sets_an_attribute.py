"""Keep an answer in a file's extended attributes.

expects: passed
control: basic
"""

import os


def attack(world):
    os.setxattr(world["secret"], "user.answer", b"42")
    return os.getxattr(world["secret"], "user.answer")
