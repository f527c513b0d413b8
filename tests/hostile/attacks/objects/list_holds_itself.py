"""Return a list that holds itself.

expects: failed: wrong type
control: none: a grader that follows it ends with an error of its own
"""


def double(x):
    value = []
    value.append(value)
    return value
