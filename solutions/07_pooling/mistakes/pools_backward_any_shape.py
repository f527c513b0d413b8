"""A dout that does not have the output's shape is broadcast: raise a ValueError that names dout."""


def _check_upstream(dout, padded, kernel, stride):
    pass


_max_backward, _avg_backward = max_pool2d_backward, avg_pool2d_backward


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _max_backward(dout, x, kernel, stride, padding)


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _avg_backward(dout, x, kernel, stride, padding)
