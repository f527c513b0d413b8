"""A window that reaches beyond the far edge is filled up with zeros: where the whole kernel does not fit, there is
none.
"""

_inside = im2col


def im2col(x, kernel, stride, padding):
    _inside(x, kernel, stride, padding)
    x = _framed(x, _both_ends(padding))
    more = [-(size - length) % step for size, length, step in zip(x.shape[2:], _pair(kernel), _pair(stride))]
    return _inside(np.pad(x, [(0, 0), (0, 0), (0, more[0]), (0, more[1])]), kernel, stride, 0)
