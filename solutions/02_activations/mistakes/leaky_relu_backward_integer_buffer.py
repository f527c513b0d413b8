"""np.zeros_like(dout) of integers is a buffer of integers, which cuts every gradient down to a whole number."""


def leaky_relu_backward(dout, x, negative_slope=0.01):
    wide, x = _pair(dout, x)
    dx = np.zeros_like(dout)
    dx[...] = np.where(x > 0, wide, wide * x.dtype.type(negative_slope))
    return dx
