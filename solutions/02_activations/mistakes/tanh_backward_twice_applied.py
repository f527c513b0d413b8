"""x is the input of tanh, and its slope is 1 - t^2 with t = tanh(x): here tanh is applied twice."""


def tanh_backward(dout, x):
    dout, x = _pair(dout, x)
    return dout * (1 - np.tanh(np.tanh(x)) ** 2)
