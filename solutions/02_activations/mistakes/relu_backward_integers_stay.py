"""Integers stay integers: turn lists and integers into float64 first."""


def relu_backward(dout, x):
    _pair(dout, x)
    return np.where(np.asarray(x) > 0, dout, 0)
