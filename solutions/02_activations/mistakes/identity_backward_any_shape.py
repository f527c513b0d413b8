"""A dout of another shape is broadcast in silence: compare the two shapes first and raise ValueError."""


def identity_backward(dout, x):
    return np.ones_like(_floating(x)) * _floating(dout)
