"""An alpha of 0 or less is accepted: raise ValueError."""


def elu(x, alpha=1.0):
    x = _floating(x)
    return np.where(x > 0, x, x.dtype.type(alpha) * np.expm1(np.minimum(x, 0)))
