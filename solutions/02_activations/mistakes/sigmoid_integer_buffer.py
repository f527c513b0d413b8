"""np.zeros_like(x) of integers is a buffer of integers, which cuts every result down to 0 or 1."""


def sigmoid(x):
    x = np.asarray(x)
    result = np.zeros_like(x)
    small = np.exp(-np.abs(x.astype(float)))
    result[...] = np.where(x >= 0, 1 / (1 + small), small / (1 + small))
    return result
