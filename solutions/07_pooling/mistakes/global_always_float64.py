"""The result is float64 whatever x is: give new arrays the dtype of x."""

_forward, _backward = global_avg_pool2d, global_avg_pool2d_backward


def global_avg_pool2d(x):
    return _forward(x.astype(np.float64))


def global_avg_pool2d_backward(dout, x):
    return _backward(dout, x.astype(np.float64))
