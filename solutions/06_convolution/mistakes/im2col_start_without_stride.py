"""Window i begins at i, whatever the stride: it begins at i * stride."""


def im2col(x, kernel, stride, padding):
    _check_axes("x", x, 4)
    x, (kh, kw), (sh, sw) = _framed(x, _both_ends(padding)), _pair(kernel), _pair(stride)
    oh, ow = _places(x.shape[2], kh, sh), _places(x.shape[3], kw, sw)
    windows = [x[:, :, i : i + kh, j : j + kw].reshape(len(x), -1) for i in range(oh) for j in range(ow)]
    return np.stack(windows, axis=2)
