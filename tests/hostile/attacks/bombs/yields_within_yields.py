"""Return a generator of generators of generators, which multiply.

expects: failed: returned something unusable
control: none: it harms those who drain it, in a loop without an end
"""


def double(x, depth=6):
    for _ in range(1000):
        yield double(x, depth - 1) if depth else x
