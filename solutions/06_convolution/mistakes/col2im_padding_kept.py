"""The padding is still there: cut it off, the result has the shape that was asked for."""


def col2im(cols, shape, kernel, stride, padding):
    _check_axes("cols", cols, 3)
    (kh, kw), (sh, sw), (ph, pw), (n, c, h, w) = _pair(kernel), _pair(stride), _pair(padding), shape
    oh, ow = _places(h + 2 * ph, kh, sh), _places(w + 2 * pw, kw, sw)
    cols = cols.reshape(n, c, kh, kw, oh, ow)
    x = np.zeros((n, c, h + 2 * ph, w + 2 * pw), cols.dtype)
    for i, j in np.ndindex(kh, kw):
        x[:, :, i : i + sh * oh : sh, j : j + sw * ow : sw] += cols[:, :, i, j]
    return x
