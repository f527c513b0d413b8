"""A dout of another shape is given back as it is: compare the two shapes first and raise ValueError."""


def identity_backward(dout, x):
    return _floating(dout)
