"""This is the gradient of softmax: that of its logarithm is dout - p sum(dout)."""


def log_softmax_backward(dout, x, axis=-1):
    dout, x = _pair(dout, x)
    p = softmax(x, axis)
    return p * (dout - (p * dout).sum(axis=axis, keepdims=True))
