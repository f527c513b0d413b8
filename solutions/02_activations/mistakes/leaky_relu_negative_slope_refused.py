"""A slope below 0 is refused: it may be any number."""


def leaky_relu(x, negative_slope=0.01):
    if negative_slope < 0:
        raise ValueError("negative_slope is negative")
    x = _floating(x)
    return np.where(x > 0, x, x * x.dtype.type(negative_slope))
