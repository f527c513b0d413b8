"""Bind another process to one processor.

expects: passed
control: none: where root grades, the victim has capabilities that workers gave up, and the kernel refuses already
"""

import os


def attack(world):
    os.sched_setaffinity(world["victim"], {min(os.sched_getaffinity(0))})
    return True
