"""Yield numbers for ever.

expects: failed: returned something unusable
control: none: a grader that makes a list of them runs out of memory
"""


def double(x):
    while True:
        yield 2.0
