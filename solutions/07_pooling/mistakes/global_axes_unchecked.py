"""The number of axes is not looked at: what is not (N, C, H, W) is a ValueError that names x."""


def global_avg_pool2d(x):
    return x.mean(axis=(-2, -1))


def global_avg_pool2d_backward(dout, x):
    _check_shape(dout, x.shape[:2])
    height, width = x.shape[-2:]
    return np.ones_like(x) * dout.reshape(dout.shape + (1,) * (x.ndim - 2)) / (height * width)
