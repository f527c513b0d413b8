"""The mask asks for the sign of dout: ask for that of x."""


def relu_backward(dout, x):
    dout, x = _pair(dout, x)
    return dout * (dout > 0)
