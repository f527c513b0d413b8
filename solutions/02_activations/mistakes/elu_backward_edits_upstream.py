"""dout[x <= 0] *= ... writes into the caller's array: make a new one."""


def elu_backward(dout, x, alpha=1.0):
    dout, x = _pair(dout, x)
    if alpha <= 0:
        raise ValueError("alpha is not above 0")
    alpha = x.dtype.type(alpha)
    e = np.exp(np.minimum(x, 0))
    dout[x <= 0] *= (alpha * e)[x <= 0]
    return dout
