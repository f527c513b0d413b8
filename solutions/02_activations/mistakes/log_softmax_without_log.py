"""The sum of the exponentials is subtracted: its logarithm has to be."""


def log_softmax(x, axis=-1):
    x = _floating(x)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    x = x - x.max(axis=axis, keepdims=True)
    return x - np.exp(x).sum(axis=axis, keepdims=True)
