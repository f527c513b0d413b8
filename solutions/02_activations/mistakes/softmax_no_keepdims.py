"""Without keepdims=True the sum loses its axis and no longer lines up with x (or, in a square array, lines up wrongly)."""


def softmax(x, axis=-1):
    x = _floating(x)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis)
