"""A small number in the log keeps it finite but wrong: write the logarithm out, x - log(sum(exp(x)))."""


def log_softmax(x, axis=-1):
    x = _floating(x)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    return np.log(softmax(x, axis) + x.dtype.type(1e-12))
