"""dout comes back as it went in: the gradient has x's shape."""


def flatten_backward(dout, x):
    _check_shape(dout, (len(x), x.size // len(x)))
    return dout
