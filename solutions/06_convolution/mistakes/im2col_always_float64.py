"""The columns are always float64: np.zeros needs the dtype of x."""

_as_the_images = im2col


def im2col(x, kernel, stride, padding):
    return _as_the_images(x, kernel, stride, padding).astype(np.float64)
