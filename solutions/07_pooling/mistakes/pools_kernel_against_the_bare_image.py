"""The kernel is compared with the image alone: it may be as large as the padded image."""


def _bare(x, kernel):
    if any(length > size for length, size in zip(_pair(kernel), x.shape[2:])):
        raise ValueError("kernel is larger than the image")
    return x


_max, _avg, _max_backward, _avg_backward = max_pool2d, avg_pool2d, max_pool2d_backward, avg_pool2d_backward


def max_pool2d(x, kernel, stride=None, padding=0):
    return _max(_bare(x, kernel), kernel, stride, padding)


def avg_pool2d(x, kernel, stride=None, padding=0):
    return _avg(_bare(x, kernel), kernel, stride, padding)


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _max_backward(dout, _bare(x, kernel), kernel, stride, padding)


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _avg_backward(dout, _bare(x, kernel), kernel, stride, padding)
