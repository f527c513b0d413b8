"""Nothing checks that x has four axes and that the kernel fits: raise ValueErrors that name x and kernel."""


def im2col(x, kernel, stride, padding):
    rows, columns = _pair(padding)
    x = np.pad(x, [(0, 0)] * (x.ndim - 2) + [(rows, rows), (columns, columns)])
    (kh, kw), (sh, sw), (h, w) = _pair(kernel), _pair(stride), x.shape[-2:]
    oh, ow = max((h - kh) // sh + 1, 0), max((w - kw) // sw + 1, 0)
    windows = [x[..., i * sh : i * sh + kh, j * sw : j * sw + kw].reshape(len(x), -1) for i, j in np.ndindex(oh, ow)]
    return np.stack(windows, axis=-1) if windows else np.zeros((len(x), kh * kw, 0))
