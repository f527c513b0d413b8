"""The gradient is always float64: keep the dtype of a floating input."""


def identity_backward(dout, x):
    dout, x = _pair(dout, x)
    return dout.astype(np.float64)
