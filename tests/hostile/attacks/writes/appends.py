"""Append a line to the gradebook.

expects: passed
control: basic
"""


def attack(world):
    return open(world["gradebook"], "a").fileno()  # limits alone would refuse the line, but not the opening
