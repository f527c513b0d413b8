"""dout is missing: the slope of relu has to be multiplied by the gradient that arrives."""


def relu_backward(dout, x):
    dout, x = _pair(dout, x)
    return (x > 0).astype(x.dtype)
