"""The two sides are swapped: x is kept where it is positive."""


def elu(x, alpha=1.0):
    x = _floating(x)
    if alpha <= 0:
        raise ValueError("alpha is not above 0")
    alpha = x.dtype.type(alpha)
    return np.where(x > 0, alpha * np.expm1(np.maximum(x, 0)), x)
