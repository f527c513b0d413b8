"""The exponentials are averaged: add them up."""


def log_softmax(x, axis=-1):
    x = _floating(x)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    x = x - x.max(axis=axis, keepdims=True)
    return x - np.log(np.exp(x).mean(axis=axis, keepdims=True))
