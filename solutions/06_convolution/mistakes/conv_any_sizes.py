"""Nothing checks what belongs together: raise ValueErrors for a wrong number of axes, other channels, a kernel that
does not fit, and "same" with a stride.
"""


def conv2d(x, weight, bias, stride=1, padding=0):
    kh, kw = weight.shape[-2:]
    ends = [((k - 1) // 2, k // 2) for k in (kh, kw)] if padding == "same" else _both_ends(padding)
    x = np.pad(x, [(0, 0)] * (x.ndim - 2) + ends)
    (sh, sw), (h, w), channels = _pair(stride), x.shape[-2:], min(x.shape[1], weight.shape[1])
    out = np.zeros((len(x), len(weight), max((h - kh) // sh + 1, 0), max((w - kw) // sw + 1, 0)), x.dtype)
    for i, j in np.ndindex(*out.shape[2:]):
        window = x[..., i * sh : i * sh + kh, j * sw : j * sw + kw]
        if x.ndim == weight.ndim == 4:
            out[:, :, i, j] = np.einsum("ncij,ocij->no", window[:, :channels], weight[:, :channels])
    return out + bias[:, None, None]
