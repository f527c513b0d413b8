"""The padding is dropped where the stride is more than 1: pad first, always."""

_padded = im2col


def im2col(x, kernel, stride, padding):
    return _padded(x, kernel, stride, padding if _pair(stride) == (1, 1) else 0)
