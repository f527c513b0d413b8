"""The padding is never added: it goes around the image before the windows are placed."""

_max, _avg, _max_backward, _avg_backward = max_pool2d, avg_pool2d, max_pool2d_backward, avg_pool2d_backward


def max_pool2d(x, kernel, stride=None, padding=0):
    return _max(x, kernel, stride, 0)


def avg_pool2d(x, kernel, stride=None, padding=0):
    return _avg(x, kernel, stride, 0)


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _max_backward(dout, x, kernel, stride, 0)


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _avg_backward(dout, x, kernel, stride, 0)
