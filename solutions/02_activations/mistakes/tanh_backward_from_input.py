"""The slope is 1 - t^2 with t = tanh(x): here x itself stands in the place of t."""


def tanh_backward(dout, x):
    dout, x = _pair(dout, x)
    return dout * (1 - x**2)
