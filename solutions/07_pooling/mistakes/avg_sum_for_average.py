"""The window is added up and not divided: an average is the sum over kernel_h * kernel_w."""


def avg_pool2d(x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, 0)
    total = sum(padded[place] for place in _places(padded, kernel, stride))
    return total
