"""This is the identity matrix: the identity function gives back x itself."""


def identity(x):
    return np.eye(len(x))
