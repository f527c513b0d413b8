"""An alpha of 0 is accepted: it should be above 0."""


def elu(x, alpha=1.0):
    x = _floating(x)
    if alpha < 0:
        raise ValueError("alpha is not above 0")
    return np.where(x > 0, x, x.dtype.type(alpha) * np.expm1(np.minimum(x, 0)))
