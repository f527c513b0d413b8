"""The result is always float64: np.zeros needs the image's dtype."""

_as_the_image = convolve2d


def convolve2d(image, kernel):
    return _as_the_image(image, kernel).astype(np.float64)
