"""dout is missing: the slope of tanh has to be multiplied by the gradient that arrives."""


def tanh_backward(dout, x):
    dout, x = _pair(dout, x)
    return 1 - np.tanh(x) ** 2
