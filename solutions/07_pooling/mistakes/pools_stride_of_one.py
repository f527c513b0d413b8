"""Without a stride the windows move by one: None means as far as the kernel is large."""

_max, _avg, _max_backward, _avg_backward = max_pool2d, avg_pool2d, max_pool2d_backward, avg_pool2d_backward


def max_pool2d(x, kernel, stride=None, padding=0):
    return _max(x, kernel, 1 if stride is None else stride, padding)


def avg_pool2d(x, kernel, stride=None, padding=0):
    return _avg(x, kernel, 1 if stride is None else stride, padding)


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _max_backward(dout, x, kernel, 1 if stride is None else stride, padding)


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _avg_backward(dout, x, kernel, 1 if stride is None else stride, padding)
