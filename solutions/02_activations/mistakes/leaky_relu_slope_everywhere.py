"""The slope is applied to every entry: what is positive stays as it is."""


def leaky_relu(x, negative_slope=0.01):
    x, slope = _floating(x), _floating(x).dtype.type(negative_slope)
    return slope * x
