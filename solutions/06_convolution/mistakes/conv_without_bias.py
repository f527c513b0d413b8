"""The bias is never added: each output channel has one number that goes to all of its pixels."""

_with_bias = conv2d


def conv2d(x, weight, bias, stride=1, padding=0):
    return _with_bias(x, weight, np.zeros_like(bias), stride, padding)
