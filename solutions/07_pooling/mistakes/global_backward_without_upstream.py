"""Every entry gets 1 / (H * W): multiply by dout, the gradient from above."""


def global_avg_pool2d_backward(dout, x):
    _check_axes(x)
    _check_shape(dout, x.shape[:2])
    return np.full_like(x, 1 / (x.shape[2] * x.shape[3]))
