"""The pair is taken for (before, after) on both axes, which is how np.pad reads it: here it is (height, width)."""


def pad2d(x, padding):
    _check_axes("x", x, 4)
    rows, columns = _pair(padding)
    return np.pad(x, [(0, 0), (0, 0), (rows, columns), (rows, columns)])
