"""The height of a pair is used for the width as well: take each direction's own number."""

_max, _avg, _max_backward, _avg_backward = max_pool2d, avg_pool2d, max_pool2d_backward, avg_pool2d_backward


def max_pool2d(x, kernel, stride=None, padding=0):
    return _max(x, _pair(kernel)[0], None if stride is None else _pair(stride)[0], _pair(padding)[0])


def avg_pool2d(x, kernel, stride=None, padding=0):
    return _avg(x, _pair(kernel)[0], None if stride is None else _pair(stride)[0], _pair(padding)[0])


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _max_backward(dout, x, _pair(kernel)[0], None if stride is None else _pair(stride)[0], _pair(padding)[0])


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _avg_backward(dout, x, _pair(kernel)[0], None if stride is None else _pair(stride)[0], _pair(padding)[0])
