"""The 1 is subtracted after alpha is multiplied: it is alpha (exp(x) - 1)."""


def elu(x, alpha=1.0):
    x = _floating(x)
    if alpha <= 0:
        raise ValueError("alpha is not above 0")
    alpha = x.dtype.type(alpha)
    return np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)) - 1)
