"""Where x is negative the result is slope times x, which is negative too for a positive slope."""


def leaky_relu(x, negative_slope=0.01):
    x, slope = _floating(x), _floating(x).dtype.type(negative_slope)
    return np.where(x > 0, x, -slope * x)
