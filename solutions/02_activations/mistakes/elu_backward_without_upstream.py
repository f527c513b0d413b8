"""dout is missing: the slope of elu has to be multiplied by the gradient that arrives."""


def elu_backward(dout, x, alpha=1.0):
    dout, x = _pair(dout, x)
    if alpha <= 0:
        raise ValueError("alpha is not above 0")
    alpha = x.dtype.type(alpha)
    e = np.exp(np.minimum(x, 0))
    return np.where(x > 0, np.ones_like(x), alpha * e)
