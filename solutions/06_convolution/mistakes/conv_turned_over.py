"""The kernels are turned over, as in signal processing: here they are laid on the image as they are."""

_as_they_are = conv2d


def conv2d(x, weight, bias, stride=1, padding=0):
    return _as_they_are(x, weight[..., ::-1, ::-1], bias, stride, padding)
