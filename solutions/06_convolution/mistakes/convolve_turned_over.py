"""The kernel is turned over, as in signal processing: here it is laid on the image as it is."""

_as_it_is = convolve2d


def convolve2d(image, kernel):
    return _as_it_is(image, kernel[::-1, ::-1])
