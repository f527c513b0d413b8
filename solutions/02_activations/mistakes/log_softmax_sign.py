"""This is minus the logarithm, the surprise: log_softmax itself is never above 0."""


def log_softmax(x, axis=-1):
    x = _floating(x)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    x = x - x.max(axis=axis, keepdims=True)
    return np.log(np.exp(x).sum(axis=axis, keepdims=True)) - x
