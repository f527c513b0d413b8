"""A dout of another shape is broadcast in silence: compare the two shapes first and raise ValueError."""


def relu_backward(dout, x):
    return _floating(dout) * (_floating(x) > 0)
