"""A dout of another shape is broadcast in silence: compare the two shapes first and raise ValueError."""


def tanh_backward(dout, x):
    return _floating(dout) * (1 - np.tanh(_floating(x)) ** 2)
