"""Sliding windows and einsum; backwards by spreading the upstream gradient out and convolving it with turned kernels."""

from numpy.lib.stride_tricks import sliding_window_view


def output_size(size, kernel, stride, padding):
    if (room := size + 2 * padding - kernel) < 0:
        raise ValueError(f"kernel={kernel} is too large")
    return np.int64(1 + (room - room % stride) / stride)


def convolve2d(image, kernel):
    if image.ndim != 2:
        raise ValueError("image: (height, width)")
    if kernel.ndim != 2 or kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
        raise ValueError("kernel: (height, width), no larger than the image")
    return np.einsum("ijuv,uv->ij", sliding_window_view(image, kernel.shape), kernel)


def pad2d(x, padding):
    if x.ndim != 4:
        raise ValueError("x: (N, C, H, W)")
    ph, pw = np.broadcast_to(padding, 2).tolist()
    return np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw))) if ph or pw else x


def _sliding(x, kernel, stride, at_fault="kernel"):
    """Return every window, (N, C, out_h, out_w, kernel_h, kernel_w)."""
    if kernel[0] > x.shape[2] or kernel[1] > x.shape[3]:
        raise ValueError(f"{at_fault} {kernel} does not fit into {x.shape[2:]}")
    return sliding_window_view(x, kernel, axis=(2, 3))[:, :, :: stride[0], :: stride[1]]


def im2col(x, kernel, stride, padding):
    windows = _sliding(pad2d(x, padding), _pair(kernel), _pair(stride))
    n, c, oh, ow, kh, kw = windows.shape
    return windows.transpose(0, 1, 4, 5, 2, 3).reshape(n, c * kh * kw, oh * ow)


def col2im(cols, shape, kernel, stride, padding):
    if cols.ndim != 3:
        raise ValueError("cols: (N, entries, places)")
    n, c, h, w = shape
    (ph, pw), kernel, stride = _pair(padding), _pair(kernel), _pair(stride)
    padded = np.zeros((n, c, h + 2 * ph, w + 2 * pw), cols.dtype)
    where = _sliding(np.arange(padded.size).reshape(padded.shape), kernel, stride).transpose(0, 1, 4, 5, 2, 3)
    np.add.at(padded.reshape(-1), where.reshape(cols.shape), cols)
    return padded[:, :, ph : ph + h, pw : pw + w]


def _prepared(x, weight, stride, padding):
    if x.ndim != 4:
        raise ValueError("x: (N, C, H, W)")
    if weight.ndim != 4 or weight.shape[1] != x.shape[1]:
        raise ValueError("weight: (out_channels, in_channels, kernel_h, kernel_w)")
    if isinstance(padding, str):
        if np.any(np.asarray(stride) != 1):
            raise ValueError("stride: 1 for same")
        ends = [((k - 1) // 2, k - 1 - (k - 1) // 2) for k in weight.shape[2:]]
    else:
        ends = [(p, p) for p in _pair(padding)]
    return np.pad(x, ((0, 0), (0, 0), *ends)), ends


def conv2d(x, weight, bias, stride=1, padding=0):
    padded, _ = _prepared(x, weight, stride, padding)
    windows = _sliding(padded, weight.shape[2:], _pair(stride), "weight")
    return np.einsum("ncijuv,ocuv->noij", windows, weight, optimize=True) + bias.reshape(1, -1, 1, 1)


def conv2d_backward(dout, x, weight, bias, stride=1, padding=0):
    padded, ((top, _), (left, _)) = _prepared(x, weight, stride, padding)
    (kh, kw), (sh, sw) = weight.shape[2:], _pair(stride)
    windows = _sliding(padded, (kh, kw), (sh, sw), "weight")
    dweight = np.tensordot(dout, windows, axes=((0, 2, 3), (0, 2, 3)))
    spread = np.zeros((*dout.shape[:2], padded.shape[2] + kh - 1, padded.shape[3] + kw - 1), dout.dtype)
    oh, ow = dout.shape[2:]
    spread[:, :, kh - 1 : kh - 1 + oh * sh : sh, kw - 1 : kw - 1 + ow * sw : sw] = dout
    turned = weight[:, :, ::-1, ::-1].swapaxes(0, 1)
    dpadded = conv2d(spread, turned, np.zeros(len(turned), dout.dtype))
    dx = dpadded[:, :, top : top + x.shape[2], left : left + x.shape[3]]
    return dx, dweight, np.einsum("noij->o", dout)


class Conv2d(Conv2d):
    def forward(self, x):
        self._windows = None
        return super().forward(x.copy())
