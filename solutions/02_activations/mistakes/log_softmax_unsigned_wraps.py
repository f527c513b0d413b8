"""An unsigned integer minus a larger one wraps around to a huge number: turn integers into floats first."""


def log_softmax(x, axis=-1):
    x = np.asarray(x)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    x = _floating(x - x.max(axis=axis, keepdims=True))
    return x - np.log(np.exp(x).sum(axis=axis, keepdims=True))
