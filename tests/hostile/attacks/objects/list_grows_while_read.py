"""Return a list that grows while somebody goes through it.

expects: failed: returned something unusable
control: none: a grader that goes through it runs out of memory
"""


def double(x):
    values = []

    def one_more():
        values.append(one_more())
        yield 2.0

    values.append(one_more())
    return values
