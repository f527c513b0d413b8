"""The channel is added up and not divided: an average is the sum over H * W."""


def global_avg_pool2d(x):
    _check_axes(x)
    return x.sum(axis=(2, 3))
