"""x *= 1 writes into the caller's array, if only the same numbers: return x as it is."""


def identity(x):
    x = _floating(x)
    x *= 1
    return x
