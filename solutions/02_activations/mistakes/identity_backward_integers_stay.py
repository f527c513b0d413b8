"""Integers stay integers: turn lists and integers into float64 first."""


def identity_backward(dout, x):
    _pair(dout, x)
    return np.asarray(dout)
