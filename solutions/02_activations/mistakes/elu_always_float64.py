"""The result is always float64: keep the dtype of a floating input."""


def elu(x, alpha=1.0):
    x = np.asarray(x, dtype=np.float64)
    if alpha <= 0:
        raise ValueError("alpha is not above 0")
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))
