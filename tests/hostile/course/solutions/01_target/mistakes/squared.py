"""This squares x: 2x adds x to itself."""


def double(x):
    return np.asarray(x) ** 2
