"""The result is held in integers, like a picture's pixels: make the array of the image's dtype."""

_exact = convolve2d


def convolve2d(image, kernel):
    return _exact(image, kernel).astype(np.int64).astype(image.dtype)
