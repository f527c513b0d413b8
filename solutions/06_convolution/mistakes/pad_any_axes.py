"""Arrays without four axes are padded all the same: raise a ValueError that names x."""


def pad2d(x, padding):
    rows, columns = _pair(padding)
    return np.pad(x, [(0, 0)] * (x.ndim - 2) + [(rows, rows), (columns, columns)])
