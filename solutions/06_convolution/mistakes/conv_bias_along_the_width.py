"""out + bias lays the bias along the width, the last axis: it belongs to the channels, so give it the shape
(out_channels, 1, 1).
"""

_along_channels = conv2d


def conv2d(x, weight, bias, stride=1, padding=0):
    return _along_channels(x, weight, np.zeros_like(bias), stride, padding) + bias
