"""A NumPy float64 as alpha turns float32 into float64: turn alpha into x's dtype first."""


def elu(x, alpha=1.0):
    x = _floating(x)
    if alpha <= 0:
        raise ValueError("alpha is not above 0")
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))
