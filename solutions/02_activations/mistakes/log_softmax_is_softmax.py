"""These are the probabilities: log_softmax is their logarithm."""


def log_softmax(x, axis=-1):
    x = _floating(x)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    return softmax(x, axis)
