"""Read the gradebook.

expects: passed
control: basic
"""


def attack(world):
    return open(world["gradebook"]).read()
