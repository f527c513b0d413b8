"""An axis that x does not have is taken modulo the number of axes: raise ValueError instead."""


def log_softmax(x, axis=-1):
    x = _floating(x)
    axis %= x.ndim
    x = x - x.max(axis=axis, keepdims=True)
    return x - np.log(np.exp(x).sum(axis=axis, keepdims=True))
