"""np.zeros_like(x) of integers is a buffer of integers, which cuts every result down to a whole number."""


def tanh(x):
    x = np.asarray(x)
    result = np.zeros_like(x)
    result[...] = np.tanh(_floating(x))
    return result
