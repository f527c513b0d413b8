"""Probabilities are clipped before the log, which caps the result: write the logarithm out, x - log(sum(exp(x)))."""


def log_softmax(x, axis=-1):
    x = _floating(x)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    return np.log(np.maximum(softmax(x, axis), x.dtype.type(1e-30)))
