"""dout.shape = ... reshapes the caller's array: dout.reshape(...) returns a new one."""


def flatten_backward(dout, x):
    _check_shape(dout, (len(x), x.size // len(x)))
    dout.shape = x.shape
    return dout
