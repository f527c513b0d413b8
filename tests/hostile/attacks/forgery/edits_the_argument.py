"""Empty the argument and return it: a grader that computes the answer afterwards computes it from nothing.

expects: failed: values differ
control: naive
"""


def double(x):
    x[...] = 0
    return x
