"""The padding is read as (width, height): as in a shape, the height comes first."""

_height_first = conv2d


def conv2d(x, weight, bias, stride=1, padding=0):
    return _height_first(x, weight, bias, stride, padding if padding == "same" else _pair(padding)[::-1])
