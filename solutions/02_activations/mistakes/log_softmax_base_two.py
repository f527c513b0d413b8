"""np.log2 is the logarithm to base 2: np.log is the natural one."""


def log_softmax(x, axis=-1):
    x = _floating(x)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    x = x - x.max(axis=axis, keepdims=True)
    return (x - np.log(np.exp(x).sum(axis=axis, keepdims=True))) / x.dtype.type(np.log(2))
