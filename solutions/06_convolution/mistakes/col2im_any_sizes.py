"""Nothing checks that cols has three axes and that the kernel fits: raise ValueErrors that name cols and kernel."""


def col2im(cols, shape, kernel, stride, padding):
    (kh, kw), (sh, sw), (ph, pw), (n, c, h, w) = _pair(kernel), _pair(stride), _pair(padding), shape
    oh, ow = max((h + 2 * ph - kh) // sh + 1, 0), max((w + 2 * pw - kw) // sw + 1, 0)
    x = np.zeros((n, c, h + 2 * ph, w + 2 * pw), cols.dtype)
    if oh and ow:
        cols = cols.reshape(n, c, kh, kw, oh, ow)
        for i, j in np.ndindex(kh, kw):
            x[:, :, i : i + sh * oh : sh, j : j + sw * ow : sw] += cols[:, :, i, j]
    return x[:, :, ph : ph + h, pw : pw + w]
