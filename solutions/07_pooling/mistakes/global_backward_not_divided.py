"""Every entry gets the whole gradient: each has a share of 1 / (H * W) in the average."""


def global_avg_pool2d_backward(dout, x):
    _check_axes(x)
    _check_shape(dout, x.shape[:2])
    return np.ones_like(x) * dout[:, :, None, None]
