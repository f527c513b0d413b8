"""Pretend that somebody pressed Ctrl-C.

expects: failed: raised an exception
control: none: a grader that shares a process ends, and everybody's grading with it
"""


def double(x):
    raise KeyboardInterrupt
