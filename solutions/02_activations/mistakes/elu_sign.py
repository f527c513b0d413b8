"""1 - exp(x) is positive for negative x: elu falls to -alpha there."""


def elu(x, alpha=1.0):
    x = _floating(x)
    if alpha <= 0:
        raise ValueError("alpha is not above 0")
    alpha = x.dtype.type(alpha)
    return np.where(x > 0, x, -alpha * np.expm1(np.minimum(x, 0)))
