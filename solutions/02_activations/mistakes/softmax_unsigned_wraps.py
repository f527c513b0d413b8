"""An unsigned integer minus a larger one wraps around to a huge number: turn integers into floats first."""


def softmax(x, axis=-1):
    x = np.asarray(x)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    e = np.exp((x - x.max(axis=axis, keepdims=True)).astype(x.dtype if x.dtype.kind == "f" else np.float64))
    return e / e.sum(axis=axis, keepdims=True)
