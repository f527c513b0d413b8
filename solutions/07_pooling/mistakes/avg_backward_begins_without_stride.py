"""Window i sends its gradient to row i: it began at row i * stride, and columns likewise."""


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    gradient = np.zeros_like(_padded(x, padding, 0))
    _check_upstream(dout, gradient, kernel, stride)
    for i, j in np.ndindex(*kernel):
        gradient[:, :, i : i + dout.shape[2], j : j + dout.shape[3]] += dout / (kernel[0] * kernel[1])
    return _cropped(gradient, x, padding)
