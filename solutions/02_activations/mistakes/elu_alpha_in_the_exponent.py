"""alpha stands in the exponent: it multiplies exp(x) - 1."""


def elu(x, alpha=1.0):
    x = _floating(x)
    if alpha <= 0:
        raise ValueError("alpha is not above 0")
    alpha = x.dtype.type(alpha)
    return np.where(x > 0, x, np.expm1(alpha * np.minimum(x, 0)))
