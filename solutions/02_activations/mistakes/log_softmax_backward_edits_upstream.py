"""dout -= ... writes into the caller's array: make a new one."""


def log_softmax_backward(dout, x, axis=-1):
    dout, x = _pair(dout, x)
    p = softmax(x, axis)
    dout -= p * dout.sum(axis=axis, keepdims=True)
    return dout
