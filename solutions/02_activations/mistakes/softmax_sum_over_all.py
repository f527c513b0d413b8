"""The sum runs over the whole array, so that all slices together sum to 1: give sum the axis."""


def softmax(x, axis=-1):
    x = _floating(x)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum()
