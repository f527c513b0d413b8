"""This gives back x: the gradient that arrives is dout, and it passes unchanged."""


def identity_backward(dout, x):
    dout, x = _pair(dout, x)
    return x
