"""Every entry gets 1: it gets dout, the gradient from above."""


def flatten_backward(dout, x):
    _check_shape(dout, (len(x), x.size // len(x)))
    return np.ones_like(x)
