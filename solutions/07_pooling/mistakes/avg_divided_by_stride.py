"""The sum is divided by the stride: a window has kernel_h * kernel_w entries, however far it moves."""


def avg_pool2d(x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, 0)
    total = sum(padded[place] for place in _places(padded, kernel, stride))
    return total / (stride[0] * stride[1])
