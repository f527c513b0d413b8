"""The result is always float64: keep the dtype of a floating input."""


def tanh(x):
    return np.tanh(np.asarray(x, dtype=np.float64))
