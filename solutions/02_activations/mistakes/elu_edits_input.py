"""x[x < 0] = ... writes into the caller's array: make a new one."""


def elu(x, alpha=1.0):
    x = _floating(x)
    if alpha <= 0:
        raise ValueError("alpha is not above 0")
    x[x < 0] = x.dtype.type(alpha) * np.expm1(x[x < 0])
    return x
