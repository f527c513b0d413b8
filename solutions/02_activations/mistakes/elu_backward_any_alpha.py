"""An alpha of 0 or less is accepted: raise ValueError."""


def elu_backward(dout, x, alpha=1.0):
    dout, x = _pair(dout, x)
    return np.where(x > 0, dout, dout * x.dtype.type(alpha) * np.exp(np.minimum(x, 0)))
