"""Lay a symbolic link for the grader to follow.

expects: passed
control: basic
"""

import os


def attack(world):
    os.symlink("/etc/passwd", world["folder"] + "/report.json")
