"""The padding is shared by the two sides: each side gets all of it."""


def pad2d(x, padding):
    _check_axes("x", x, 4)
    rows, columns = _pair(padding)
    return np.pad(x, [(0, 0), (0, 0), (rows // 2, rows - rows // 2), (columns // 2, columns - columns // 2)])
