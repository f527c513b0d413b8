"""dout is multiplied by relu(x): multiply by its slope, which is 1 where x > 0."""


def relu_backward(dout, x):
    dout, x = _pair(dout, x)
    return dout * np.maximum(x, 0)
