"""The bias is added inside the sum, once for each input channel: add it once, to the finished sum."""

_once = conv2d


def conv2d(x, weight, bias, stride=1, padding=0):
    return _once(x, weight, bias * np.asarray(x.shape[1], x.dtype), stride, padding)
