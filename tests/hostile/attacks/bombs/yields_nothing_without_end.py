"""Return a generator that never comes to its first item.

expects: failed: did not end in time
control: none: it harms those who drain it, in a loop without an end
"""


def double(x):
    while True:
        if x is None:
            yield x
