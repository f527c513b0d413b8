"""At 0 the mean of both slopes is taken: there the slope is 0."""


def relu_backward(dout, x):
    dout, x = _pair(dout, x)
    return dout * np.heaviside(x, x.dtype.type(0.5))
