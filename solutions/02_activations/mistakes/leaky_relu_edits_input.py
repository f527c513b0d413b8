"""x[x < 0] *= slope writes into the caller's array: make a new one."""


def leaky_relu(x, negative_slope=0.01):
    x = _floating(x)
    x[x < 0] *= x.dtype.type(negative_slope)
    return x
