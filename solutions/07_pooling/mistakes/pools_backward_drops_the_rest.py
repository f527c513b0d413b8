"""The gradient ends where the last window ends: it has x's shape, and is 0 where no window was."""


def _reached(gradient, x, kernel, stride, padding):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    ends = [
        (x.shape[a + 2] + 2 * padding[a] - kernel[a]) // stride[a] * stride[a] + kernel[a] - padding[a] for a in (0, 1)
    ]
    return gradient[:, :, : ends[0], : ends[1]]


_max_backward, _avg_backward = max_pool2d_backward, avg_pool2d_backward


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _reached(_max_backward(dout, x, kernel, stride, padding), x, kernel, stride, padding)


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _reached(_avg_backward(dout, x, kernel, stride, padding), x, kernel, stride, padding)
