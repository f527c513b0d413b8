"""A dout of another shape is broadcast in silence: compare the two shapes first and raise ValueError."""


def sigmoid_backward(dout, x):
    s = sigmoid(x)
    return _floating(dout) * s * (1 - s)
