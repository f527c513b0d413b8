"""A NumPy float64 as slope turns float32 into float64: turn the slope into x's dtype first."""


def leaky_relu_backward(dout, x, negative_slope=0.01):
    dout, x = _pair(dout, x)
    return np.where(x > 0, dout, negative_slope * dout)
