"""The sum is divided by the entries that are no padding: padded zeros count, divide by kernel_h * kernel_w."""


def avg_pool2d(x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, 0)
    total = sum(padded[place] for place in _places(padded, kernel, stride))
    inside = _padded(np.ones_like(x), padding, 0)
    return total / sum(inside[place] for place in _places(inside, kernel, stride))
