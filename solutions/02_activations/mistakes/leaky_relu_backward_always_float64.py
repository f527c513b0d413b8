"""The gradient is always float64: keep the dtype of a floating input."""


def leaky_relu_backward(dout, x, negative_slope=0.01):
    dout, x = _pair(dout, x)
    return dout * np.where(x > 0, 1.0, np.float64(negative_slope))
