"""A dout of another shape is broadcast in silence: compare the two shapes first and raise ValueError."""


def softmax_backward(dout, x, axis=-1):
    dout = _floating(dout)
    p = softmax(x, axis)
    return p * (dout - (p * dout).sum(axis=axis, keepdims=True))
