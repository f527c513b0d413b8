"""x added to itself."""


def double(x):
    return np.asarray(x) + np.asarray(x)
