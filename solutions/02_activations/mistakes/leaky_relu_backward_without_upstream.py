"""dout is missing: the slope of leaky_relu has to be multiplied by the gradient that arrives."""


def leaky_relu_backward(dout, x, negative_slope=0.01):
    dout, x = _pair(dout, x)
    slope = x.dtype.type(negative_slope)
    return np.where(x > 0, np.ones_like(x), slope)
