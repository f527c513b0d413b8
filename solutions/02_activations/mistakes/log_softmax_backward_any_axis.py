"""An axis that x does not have is taken modulo the number of axes: raise ValueError instead."""


def log_softmax_backward(dout, x, axis=-1):
    dout, x = _pair(dout, x)
    axis %= x.ndim
    return dout - softmax(x, axis) * dout.sum(axis=axis, keepdims=True)
