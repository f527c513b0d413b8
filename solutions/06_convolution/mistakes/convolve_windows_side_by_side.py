"""The kernel moves on by its own size: it moves by one pixel, so that windows overlap."""

_every_pixel = convolve2d


def convolve2d(image, kernel):
    return _every_pixel(image, kernel)[:: kernel.shape[0], :: kernel.shape[1]]
