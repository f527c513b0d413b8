"""The gradient is always float64: keep the dtype of a floating input."""


def tanh_backward(dout, x):
    dout, x = _pair(dout, x)
    return dout * (1 - np.tanh(x.astype(np.float64)) ** 2)
