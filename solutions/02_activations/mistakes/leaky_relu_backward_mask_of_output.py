"""The sign of the output decides: with a slope below 0 it is not that of x."""


def leaky_relu_backward(dout, x, negative_slope=0.01):
    dout, x = _pair(dout, x)
    slope = x.dtype.type(negative_slope)
    return np.where(np.where(x > 0, x, slope * x) > 0, dout, dout * slope)
