"""The result is always float64: np.zeros needs the dtype of x."""


def pad2d(x, padding):
    _check_axes("x", x, 4)
    rows, columns = _pair(padding)
    return np.pad(x, [(0, 0), (0, 0), (rows, rows), (columns, columns)]).astype(np.float64)
