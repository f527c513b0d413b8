"""Nothing checks that image and kernel are matrices, and that one fits into the other: raise ValueErrors that name
them.
"""


def convolve2d(image, kernel):
    rows, columns = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[-1] + 1
    result = np.zeros((max(rows, 0), max(columns, 0)), image.dtype)
    for i, j in np.ndindex(result.shape):
        result[i, j] = np.sum(image[i : i + kernel.shape[0], j : j + kernel.shape[-1]] * kernel)
    return result
