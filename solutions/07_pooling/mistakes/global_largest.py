"""The largest entry of each channel is kept: take the mean."""


def global_avg_pool2d(x):
    _check_axes(x)
    return x.max(axis=(2, 3))
