"""The image is scaled with /= and so changes for the caller too: write into a new array."""

_untouched = convolve2d


def convolve2d(image, kernel):
    image /= 255
    result = 255 * _untouched(image, kernel)
    image *= 255
    return result
