"""exp(x) - 1 is multiplied by alpha, not divided by it."""


def elu(x, alpha=1.0):
    x = _floating(x)
    if alpha <= 0:
        raise ValueError("alpha is not above 0")
    alpha = x.dtype.type(alpha)
    return np.where(x > 0, x, np.expm1(np.minimum(x, 0)) / alpha)
