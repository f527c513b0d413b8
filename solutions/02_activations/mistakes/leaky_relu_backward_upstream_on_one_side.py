"""dout is missing where x is negative: there it is multiplied by negative_slope."""


def leaky_relu_backward(dout, x, negative_slope=0.01):
    dout, x = _pair(dout, x)
    slope = x.dtype.type(negative_slope)
    return np.where(x > 0, dout, slope)
