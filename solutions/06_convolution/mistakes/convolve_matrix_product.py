"""The window and the kernel are multiplied as matrices: multiply entry by entry, with *, then add up."""


def convolve2d(image, kernel):
    _check_axes("image", image, 2)
    _check_axes("kernel", kernel, 2)
    (h, w), (kh, kw) = image.shape, kernel.shape
    result = np.zeros((_places(h, kh, 1), _places(w, kw, 1)), image.dtype)
    for i, j in np.ndindex(result.shape):
        result[i, j] = np.sum(image[i : i + kh, j : j + kw] @ kernel.T)
    return result
