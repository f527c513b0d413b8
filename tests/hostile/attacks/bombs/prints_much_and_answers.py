"""Print ten megabytes on each stream, and answer well.

expects: passed
control: none: it harms those who show what is printed, and none does here
"""

import sys


def attack(world):
    for _ in range(100):
        print("\033[2J" + "x" * 100_000)
        sys.stderr.write("y" * 100_000 + "\n")
