"""alpha is ignored: below 0 the slope is alpha exp(x)."""


def elu_backward(dout, x, alpha=1.0):
    dout, x = _pair(dout, x)
    if alpha <= 0:
        raise ValueError("alpha is not above 0")
    alpha = x.dtype.type(alpha)
    e = np.exp(np.minimum(x, 0))
    return np.where(x > 0, dout, dout * e)
