"""The larger of 1 and the slope is taken: the sign of x decides, not the size of the slope."""


def leaky_relu_backward(dout, x, negative_slope=0.01):
    dout, x = _pair(dout, x)
    slope = x.dtype.type(negative_slope)
    return np.where(x > 0, max(slope, x.dtype.type(1)) * dout, min(slope, x.dtype.type(1)) * dout)
