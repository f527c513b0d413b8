"""np.zeros_like(x) of integers is a buffer of integers, which cuts every result down to a whole number."""


def elu(x, alpha=1.0):
    if alpha <= 0:
        raise ValueError("alpha is not above 0")
    wide = _floating(x)
    result = np.zeros_like(x)
    result[...] = np.where(wide > 0, wide, wide.dtype.type(alpha) * np.expm1(np.minimum(wide, 0)))
    return result
