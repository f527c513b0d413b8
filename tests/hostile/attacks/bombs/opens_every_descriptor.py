"""Use up every descriptor, and answer without any left.

expects: passed
control: none: it harms nobody but its author
"""

import os


def attack(world):
    opened = []
    try:
        while len(opened) < 5000:
            opened.append(os.dup(0))
    except OSError:
        return len(opened) > 100
