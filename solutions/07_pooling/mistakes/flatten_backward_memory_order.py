"""The numbers are read as they lie in memory: order C, whatever the memory is like."""


def flatten_backward(dout, x):
    _check_shape(dout, (len(x), x.size // len(x)))
    return dout.reshape(x.shape, order="A")
