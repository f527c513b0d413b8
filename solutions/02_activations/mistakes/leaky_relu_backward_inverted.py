"""The two sides are swapped: the slope is 1 where x is positive, negative_slope elsewhere."""


def leaky_relu_backward(dout, x, negative_slope=0.01):
    dout, x = _pair(dout, x)
    slope = x.dtype.type(negative_slope)
    return np.where(x > 0, dout * slope, dout)
