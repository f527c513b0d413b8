"""The slope of identity is 1, not x: dout passes unchanged."""


def identity_backward(dout, x):
    dout, x = _pair(dout, x)
    return dout * x
