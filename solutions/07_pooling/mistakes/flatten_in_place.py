"""x.shape = ... reshapes the caller's array: x.reshape(...) returns a new one."""


def flatten(x):
    x.shape = len(x), x.size // len(x)
    return x
