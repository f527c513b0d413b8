"""The output is always float64: np.zeros needs the dtype of x."""

_as_the_images = conv2d


def conv2d(x, weight, bias, stride=1, padding=0):
    return _as_the_images(x, weight, bias, stride, padding).astype(np.float64)
