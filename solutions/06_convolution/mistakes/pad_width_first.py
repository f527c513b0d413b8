"""The pair is read as (width, height): as in a shape, the height comes first."""


def pad2d(x, padding):
    _check_axes("x", x, 4)
    rows, columns = _pair(padding)
    return np.pad(x, [(0, 0), (0, 0), (columns, columns), (rows, rows)])
