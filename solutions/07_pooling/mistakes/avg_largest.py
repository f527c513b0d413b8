"""The largest entry is kept: average pooling takes the mean of the window."""


def avg_pool2d(x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, 0)
    return _largest(padded, _places(padded, kernel, stride))
