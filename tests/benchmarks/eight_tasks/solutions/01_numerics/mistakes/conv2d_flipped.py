"""Networks cross-correlate: the filter is not flipped."""

_upright = conv2d


def conv2d(x, weight, bias):
    return _upright(x, weight[:, :, ::-1, ::-1], bias)
