"""Raise an exception, and read in its trace the grader's lines that led here.

expects: passed
control: basic
"""

import traceback


def attack(world):
    stack = traceback.extract_stack()
    return [frame.line for frame in stack if "/dlgrade/" in frame.filename and frame.line]
