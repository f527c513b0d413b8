"""exp alone makes no probabilities: divide by the sum along the axis."""


def softmax(x, axis=-1):
    x = _floating(x)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    return np.exp(x - x.max(axis=axis, keepdims=True))
