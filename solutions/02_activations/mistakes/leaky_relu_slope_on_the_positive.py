"""The slope is applied where x is positive: it belongs to the negative side."""


def leaky_relu(x, negative_slope=0.01):
    x, slope = _floating(x), _floating(x).dtype.type(negative_slope)
    return np.where(x > 0, slope * x, x)
