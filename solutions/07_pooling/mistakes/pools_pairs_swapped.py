"""Pairs are (height, width): the first number belongs to the rows, axis 2, the second to the columns."""

_max, _avg, _max_backward, _avg_backward = max_pool2d, avg_pool2d, max_pool2d_backward, avg_pool2d_backward


def max_pool2d(x, kernel, stride=None, padding=0):
    return _max(x, _pair(kernel)[::-1], None if stride is None else _pair(stride)[::-1], _pair(padding)[::-1])


def avg_pool2d(x, kernel, stride=None, padding=0):
    return _avg(x, _pair(kernel)[::-1], None if stride is None else _pair(stride)[::-1], _pair(padding)[::-1])


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _max_backward(
        dout, x, _pair(kernel)[::-1], None if stride is None else _pair(stride)[::-1], _pair(padding)[::-1]
    )


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _avg_backward(
        dout, x, _pair(kernel)[::-1], None if stride is None else _pair(stride)[::-1], _pair(padding)[::-1]
    )
