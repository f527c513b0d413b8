"""Without keepdims=True the sum loses its axis and no longer lines up with p (or, in a square array, lines up wrongly)."""


def log_softmax_backward(dout, x, axis=-1):
    dout, x = _pair(dout, x)
    p = softmax(x, axis)
    return dout - p * dout.sum(axis=axis)
