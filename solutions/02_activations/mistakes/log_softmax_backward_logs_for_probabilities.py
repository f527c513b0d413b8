"""The logarithms stand in the place of the probabilities: take exp of them."""


def log_softmax_backward(dout, x, axis=-1):
    dout, x = _pair(dout, x)
    p = softmax(x, axis)
    return dout - log_softmax(x, axis) * dout.sum(axis=axis, keepdims=True)
