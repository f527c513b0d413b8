"""At 0 no gradient passes: there the slope is negative_slope, as for negative x."""


def leaky_relu_backward(dout, x, negative_slope=0.01):
    dout, x = _pair(dout, x)
    slope = x.dtype.type(negative_slope)
    return np.where(x > 0, dout, np.where(x < 0, dout * slope, 0 * dout))
