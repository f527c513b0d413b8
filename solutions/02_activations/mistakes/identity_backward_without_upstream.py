"""dout is missing: the slope is 1, and 1 times the gradient that arrives is that gradient."""


def identity_backward(dout, x):
    dout, x = _pair(dout, x)
    return np.ones_like(x)
