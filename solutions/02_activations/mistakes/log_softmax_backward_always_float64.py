"""np.zeros(x.shape) is a buffer of float64: give it the dtype of a floating input."""


def log_softmax_backward(dout, x, axis=-1):
    dout, x = _pair(dout, x)
    dx = np.zeros(x.shape)
    dx[...] = dout - softmax(x, axis) * dout.sum(axis=axis, keepdims=True)
    return dx
