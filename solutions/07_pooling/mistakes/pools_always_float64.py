"""The result is float64 whatever x is: give new arrays the dtype of x."""

_max, _avg, _max_backward, _avg_backward = max_pool2d, avg_pool2d, max_pool2d_backward, avg_pool2d_backward


def max_pool2d(x, kernel, stride=None, padding=0):
    return _max(x.astype(np.float64), kernel, stride, padding)


def avg_pool2d(x, kernel, stride=None, padding=0):
    return _avg(x.astype(np.float64), kernel, stride, padding)


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _max_backward(dout, x.astype(np.float64), kernel, stride, padding)


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _avg_backward(dout, x.astype(np.float64), kernel, stride, padding)
