"""The extra zero of an even kernel goes above and to the left: it goes to the bottom and right."""

_as_it_should = conv2d


def conv2d(x, weight, bias, stride=1, padding=0):
    right = _as_it_should(x, weight, bias, stride, padding)
    if padding != "same":
        return right
    ends = [(length // 2, (length - 1) // 2) for length in weight.shape[2:]]
    return _as_it_should(_framed(x, ends), weight, bias)
