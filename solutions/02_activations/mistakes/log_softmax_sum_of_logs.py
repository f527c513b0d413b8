"""log(sum(exp(x))) is no sum of logarithms: exp, then the sum, then the logarithm."""


def log_softmax(x, axis=-1):
    x = _floating(x)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    return x - x.sum(axis=axis, keepdims=True)
