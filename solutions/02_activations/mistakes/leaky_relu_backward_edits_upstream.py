"""dout[x <= 0] *= slope writes into the caller's array: make a new one."""


def leaky_relu_backward(dout, x, negative_slope=0.01):
    dout, x = _pair(dout, x)
    dout[x <= 0] *= x.dtype.type(negative_slope)
    return dout
