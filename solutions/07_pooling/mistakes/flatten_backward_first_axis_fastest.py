"""The gradient is laid out with the first axis running fastest: the last one does (order C)."""


def flatten_backward(dout, x):
    _check_shape(dout, (len(x), x.size // len(x)))
    return dout.reshape(x.shape, order="F")
