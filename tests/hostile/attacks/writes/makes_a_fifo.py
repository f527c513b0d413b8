"""Make a named pipe that the grader would wait on for ever.

expects: passed
control: basic
"""

import os


def attack(world):
    os.mkfifo(world["folder"] + "/result.json")
