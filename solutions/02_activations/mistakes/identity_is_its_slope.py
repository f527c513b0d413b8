"""This is the slope of identity, 1 everywhere: the function gives back x itself."""


def identity(x):
    return np.ones_like(_floating(x))
