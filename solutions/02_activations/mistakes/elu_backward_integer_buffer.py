"""np.zeros_like(dout) of integers is a buffer of integers, which cuts every gradient down to a whole number."""


def elu_backward(dout, x, alpha=1.0):
    wide, x = _pair(dout, x)
    if alpha <= 0:
        raise ValueError("alpha is not above 0")
    dx = np.zeros_like(dout)
    dx[...] = np.where(x > 0, wide, wide * x.dtype.type(alpha) * np.exp(np.minimum(x, 0)))
    return dx
