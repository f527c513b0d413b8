"""dout[x <= 0] = 0 writes into the caller's array: make a new one."""


def relu_backward(dout, x):
    dout, x = _pair(dout, x)
    dout[x <= 0] = 0
    return dout
