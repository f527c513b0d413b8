"""a[p:-p] is empty where p is 0: write a[p : p + size]."""


def _cropped(padded, x, padding):
    top, left = padding
    return padded[:, :, top:-top, left:-left]


_max_backward, _avg_backward = max_pool2d_backward, avg_pool2d_backward


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _max_backward(dout, x, kernel, stride, padding)


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _avg_backward(dout, x, kernel, stride, padding)
