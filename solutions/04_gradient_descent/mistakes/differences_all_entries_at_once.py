"""x + h moves all entries at once: move one at a time, and leave the others where they are."""


def numerical_gradient(f, x, h=1e-5):
    x = _floating(x)
    point = x.astype(np.float64)
    return np.full(x.shape, (f(point + h) - f(point - h)) / (2 * h), dtype=x.dtype)
