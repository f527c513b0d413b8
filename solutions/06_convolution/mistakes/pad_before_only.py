"""The zeros go above and to the left only: they go on all four sides."""


def pad2d(x, padding):
    _check_axes("x", x, 4)
    rows, columns = _pair(padding)
    return np.pad(x, [(0, 0), (0, 0), (rows, 0), (columns, 0)])
