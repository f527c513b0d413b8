"""The result has the image's size: without padding only those places count where the whole kernel fits."""

_where_it_fits = convolve2d


def convolve2d(image, kernel):
    _check_axes("image", image, 2)
    _check_axes("kernel", kernel, 2)
    ends = [((length - 1) // 2, length // 2) for length in kernel.shape]
    return _where_it_fits(np.pad(image, ends), kernel)
