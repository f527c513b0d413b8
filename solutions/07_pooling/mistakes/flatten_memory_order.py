"""The numbers are read as they lie in memory: order C, whatever the memory is like."""


def flatten(x):
    return np.array([example.ravel(order="K") for example in x])
