"""Change the argument after it was looked at, by an iterator, and return what would be right for it.

expects: failed: wrong type
control: none: a grader that compares arrays reads no iterator
"""


def double(x):
    for row in x:
        x.flags.writeable = True
        x[...] = 0
        yield row
