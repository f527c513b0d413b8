"""The gradient is always float64: give it the dtype of floating x."""

_kept_dtype = numerical_gradient


def numerical_gradient(f, x, h=1e-5):
    return _kept_dtype(f, np.asarray(x, dtype=np.float64), h)
