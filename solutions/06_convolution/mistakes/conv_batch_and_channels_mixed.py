"""One large product gives (out_channels, N, ...), and reshape does not swap axes: move the batch to the front with
transpose.
"""

_in_order = conv2d


def conv2d(x, weight, bias, stride=1, padding=0):
    out = _in_order(x, weight, bias, stride, padding)
    return out.swapaxes(0, 1).reshape(out.shape)
