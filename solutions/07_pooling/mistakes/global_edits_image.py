"""x /= ... writes into the caller's image: divide the sum."""


def global_avg_pool2d(x):
    _check_axes(x)
    x /= x.shape[2] * x.shape[3]
    return x.sum(axis=(2, 3))
