"""The sign is wrong: it is dout minus p times the sum."""


def log_softmax_backward(dout, x, axis=-1):
    dout, x = _pair(dout, x)
    p = softmax(x, axis)
    return p * dout.sum(axis=axis, keepdims=True) - dout
