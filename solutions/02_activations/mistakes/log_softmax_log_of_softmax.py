"""softmax rounds small probabilities to 0, whose log is -infinity: write the logarithm out, x - log(sum(exp(x)))."""


def log_softmax(x, axis=-1):
    x = _floating(x)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    return np.log(softmax(x, axis))
