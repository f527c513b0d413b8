"""Read how the grader was started.

expects: passed
control: basic
"""


def attack(world):
    return open(f"/proc/{world['grader']}/cmdline").read()
