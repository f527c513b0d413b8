"""The stride is read as (width, height): as in a shape, the height comes first."""

_height_first = im2col


def im2col(x, kernel, stride, padding):
    return _height_first(x, kernel, _pair(stride)[::-1], padding)
