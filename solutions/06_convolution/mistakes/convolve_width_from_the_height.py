"""The number of columns is worked out from the height: each axis has a length of its own."""


def convolve2d(image, kernel):
    _check_axes("image", image, 2)
    _check_axes("kernel", kernel, 2)
    side = _places(image.shape[0], kernel.shape[0], 1)
    _places(image.shape[1], kernel.shape[1], 1)
    result = np.zeros((side, side), image.dtype)
    for i, j in np.ndindex(result.shape):
        window = image[i : i + kernel.shape[0], j : j + kernel.shape[1]]
        result[i, j] = np.sum(window * kernel[: window.shape[0], : window.shape[1]])
    return result
