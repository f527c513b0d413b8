"""Return ten lists of ten lists of ten lists, and so on: ten to the twelfth numbers in a few bytes.

expects: failed: returned something unusable
control: none: a grader that writes them out runs out of memory
"""


def double(x):
    value = 2.0
    for _ in range(12):
        value = [value] * 10
    return value
