"""An array of three axes is taken for one image: x is a batch, anything else a ValueError that names x."""

_max, _avg, _max_backward, _avg_backward = max_pool2d, avg_pool2d, max_pool2d_backward, avg_pool2d_backward


def max_pool2d(x, kernel, stride=None, padding=0):
    return _max(x[None] if x.ndim == 3 else x, kernel, stride, padding)


def avg_pool2d(x, kernel, stride=None, padding=0):
    return _avg(x[None] if x.ndim == 3 else x, kernel, stride, padding)


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _max_backward(dout, x[None] if x.ndim == 3 else x, kernel, stride, padding)


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _avg_backward(dout, x[None] if x.ndim == 3 else x, kernel, stride, padding)
