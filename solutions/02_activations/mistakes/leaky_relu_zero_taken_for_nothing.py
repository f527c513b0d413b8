"""`negative_slope or 0.01` takes a slope of 0 for one that is missing: 0 is a number like any other."""


def leaky_relu(x, negative_slope=0.01):
    x = _floating(x)
    return np.where(x > 0, x, x * x.dtype.type(negative_slope or 0.01))
