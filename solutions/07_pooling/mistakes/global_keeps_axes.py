"""The axes of length 1 are still there: the result is (N, C)."""


def global_avg_pool2d(x):
    _check_axes(x)
    return x.mean(axis=(2, 3), keepdims=True)
