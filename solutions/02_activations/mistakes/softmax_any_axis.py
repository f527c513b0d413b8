"""An axis that x does not have is taken modulo the number of axes: raise ValueError instead."""


def softmax(x, axis=-1):
    x = _floating(x)
    axis %= x.ndim
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
