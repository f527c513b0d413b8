"""The result is written into the argument: the caller still needs x, for the backward pass at the latest."""


def sigmoid(x):
    x = _floating(x)
    small = np.exp(-np.abs(x))
    x[...] = np.where(x >= 0, 1 / (1 + small), small / (1 + small))
    return x
