"""t (1 - t) is the form of sigmoid's slope: that of tanh is 1 - t^2."""


def tanh_backward(dout, x):
    dout, x = _pair(dout, x)
    t = np.tanh(x)
    return dout * t * (1 - t)
