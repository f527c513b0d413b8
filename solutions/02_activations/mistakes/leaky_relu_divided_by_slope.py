"""Where x is negative it is multiplied by the slope, not divided: the line becomes flat."""


def leaky_relu(x, negative_slope=0.01):
    x, slope = _floating(x), _floating(x).dtype.type(negative_slope)
    return np.where(x > 0, x, x / slope)
