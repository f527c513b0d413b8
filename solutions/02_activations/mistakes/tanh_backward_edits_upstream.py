"""dout *= ... writes into the caller's array: make a new one."""


def tanh_backward(dout, x):
    dout, x = _pair(dout, x)
    dout *= 1 - np.tanh(x) ** 2
    return dout
