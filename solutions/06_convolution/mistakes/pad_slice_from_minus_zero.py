"""result[p:-p] is empty where p is 0, since -0 is 0: end the slice at p + size."""


def pad2d(x, padding):
    _check_axes("x", x, 4)
    rows, columns = _pair(padding)
    result = np.zeros((*x.shape[:2], x.shape[2] + 2 * rows, x.shape[3] + 2 * columns), x.dtype)
    result[:, :, rows:-rows, columns:-columns] = x
    return result
