"""A kernel larger than the padded image gives an empty result: raise a ValueError that names kernel."""


def _checked(x, kernel, stride, padding):
    _check_axes(x)
    kernel, stride, padding = _pair(kernel), _pair(kernel if stride is None else stride), _pair(padding)
    for axis in (0, 1):
        if padding[axis] > kernel[axis] // 2:
            raise ValueError("padding is more than half of the kernel")
    return kernel, stride, padding


_max, _avg, _max_backward, _avg_backward = max_pool2d, avg_pool2d, max_pool2d_backward, avg_pool2d_backward


def max_pool2d(x, kernel, stride=None, padding=0):
    return _max(x, kernel, stride, padding)


def avg_pool2d(x, kernel, stride=None, padding=0):
    return _avg(x, kernel, stride, padding)


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _max_backward(dout, x, kernel, stride, padding)


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    return _avg_backward(dout, x, kernel, stride, padding)
