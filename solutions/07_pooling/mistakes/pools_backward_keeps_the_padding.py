"""The gradient still holds the padding's rows and columns: it has x's shape."""


def _cropped(padded, x, padding):
    return padded


_max_backward, _avg_backward = max_pool2d_backward, avg_pool2d_backward


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _max_backward(dout, x, kernel, stride, padding)


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _avg_backward(dout, x, kernel, stride, padding)
