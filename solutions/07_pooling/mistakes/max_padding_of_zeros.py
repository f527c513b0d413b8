"""Zeros as padding beat negative entries: pad with minus infinity, which never is the largest."""


def max_pool2d(x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, 0)
    return _largest(padded, _places(padded, kernel, stride))
