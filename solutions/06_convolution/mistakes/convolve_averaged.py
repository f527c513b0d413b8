"""The products are averaged: add them up, and leave it to the kernel how bright the result is."""

_added_up = convolve2d


def convolve2d(image, kernel):
    return _added_up(image, kernel) / np.asarray(kernel.size, image.dtype)
