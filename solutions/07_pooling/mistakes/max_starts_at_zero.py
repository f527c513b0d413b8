"""A maximum that starts at 0 never gets below it: start with the window's first entry."""


def max_pool2d(x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, -np.inf)
    return np.maximum(0, _largest(padded, _places(padded, kernel, stride)))
