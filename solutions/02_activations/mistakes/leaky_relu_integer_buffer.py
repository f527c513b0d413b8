"""np.zeros_like(x) of integers is a buffer of integers, which cuts every result down to a whole number."""


def leaky_relu(x, negative_slope=0.01):
    x = np.asarray(x)
    result = np.zeros_like(x)
    result[...] = np.where(x > 0, x, _floating(x) * _floating(x).dtype.type(negative_slope))
    return result
