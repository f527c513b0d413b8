"""Read the hidden checks, found from where the grader's own code says that it lies.

expects: passed
control: basic
"""

import os
import sys


def attack(world):
    frame = sys._getframe(2)
    while "dlgrade" not in frame.f_code.co_filename:
        frame = frame.f_back
    grader = frame.f_code.co_filename.rpartition("/grader/dlgrade/")[0]
    for folder, _, names in os.walk(grader + "/tests/hostile/course/solutions"):
        for name in names:
            if name.startswith("check_"):
                return open(os.path.join(folder, name)).read()
