"""One number at a time."""


def output_size(size, kernel, stride, padding):
    if kernel > size + 2 * padding:
        raise ValueError("the kernel is longer than the axis")
    count, start = 0, -padding
    while start + kernel <= size + padding:
        count, start = count + 1, start + stride
    return count


def convolve2d(image, kernel):
    if image.ndim != 2 or kernel.ndim != 2:
        raise ValueError("image and kernel should be matrices")
    (h, w), (kh, kw) = image.shape, kernel.shape
    if kh > h or kw > w:
        raise ValueError(f"kernel {kernel.shape} is larger than image {image.shape}")
    result = np.zeros((h - kh + 1, w - kw + 1), dtype=image.dtype)
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            result[i, j] = np.sum(image[i : i + kh, j : j + kw] * kernel)
    return result


def pad2d(x, padding):
    if x.ndim != 4:
        raise ValueError("x should have four axes")
    (n, c, h, w), (ph, pw) = x.shape, _pair(padding)
    result = np.zeros((n, c, h + 2 * ph, w + 2 * pw), dtype=x.dtype)
    result[:, :, ph : ph + h, pw : pw + w] = x
    return result


def im2col(x, kernel, stride, padding):
    x = pad2d(x, padding)
    (kh, kw), (sh, sw) = _pair(kernel), _pair(stride)
    oh, ow = output_size(x.shape[2], kh, sh, 0), output_size(x.shape[3], kw, sw, 0)
    cols = np.zeros((len(x), x.shape[1] * kh * kw, oh * ow), dtype=x.dtype)
    for i in range(oh):
        for j in range(ow):
            window = x[:, :, i * sh : i * sh + kh, j * sw : j * sw + kw]
            cols[:, :, i * ow + j] = window.reshape(len(x), -1)
    return cols


def col2im(cols, shape, kernel, stride, padding):
    if cols.ndim != 3:
        raise ValueError("cols should have three axes")
    (n, c, h, w), (kh, kw), (sh, sw), (ph, pw) = shape, _pair(kernel), _pair(stride), _pair(padding)
    oh, ow = output_size(h, kh, sh, ph), output_size(w, kw, sw, pw)
    image = np.zeros((n, c, h + 2 * ph, w + 2 * pw), dtype=cols.dtype)
    for i in range(oh):
        for j in range(ow):
            window = cols[:, :, i * ow + j].reshape(n, c, kh, kw)
            image[:, :, i * sh : i * sh + kh, j * sw : j * sw + kw] += window
    return image[:, :, ph : ph + h, pw : pw + w]


def conv2d(x, weight, bias, stride=1, padding=0):
    padded, (top, left), (sh, sw) = _prepared(x, weight, stride, padding)
    kh, kw = weight.shape[2:]
    oh, ow = output_size(padded.shape[2], kh, sh, 0), output_size(padded.shape[3], kw, sw, 0)
    result = np.zeros((len(x), len(weight), oh, ow), dtype=x.dtype)
    for n in range(len(x)):
        for o in range(len(weight)):
            for i in range(oh):
                for j in range(ow):
                    window = padded[n, :, i * sh : i * sh + kh, j * sw : j * sw + kw]
                    result[n, o, i, j] = np.sum(window * weight[o]) + bias[o]
    return result


def conv2d_backward(dout, x, weight, bias, stride=1, padding=0):
    padded, (top, left), (sh, sw) = _prepared(x, weight, stride, padding)
    kh, kw = weight.shape[2:]
    output_size(padded.shape[2], kh, sh, 0), output_size(padded.shape[3], kw, sw, 0)
    dpadded, dweight, dbias = np.zeros_like(padded), np.zeros_like(weight), np.zeros_like(bias)
    for (n, o, i, j), upstream in np.ndenumerate(dout):
        place = n, slice(None), slice(i * sh, i * sh + kh), slice(j * sw, j * sw + kw)
        dpadded[place] += upstream * weight[o]
        dweight[o] += upstream * padded[place]
        dbias[o] += upstream
    return dpadded[:, :, top : top + x.shape[2], left : left + x.shape[3]], dweight, dbias


def _prepared(x, weight, stride, padding):
    for name, array in (("x", x), ("weight", weight)):
        if array.ndim != 4:
            raise ValueError(f"{name}: expected four axes")
    if x.shape[1] != weight.shape[1]:
        raise ValueError("channels of x and weight differ")
    steps = _pair(stride)
    if padding != "same":
        return pad2d(x, padding), _pair(padding), steps
    if steps != (1, 1):
        raise ValueError("padding 'same' is for steps of 1")
    kh, kw = weight.shape[2:]
    top, left = (kh - 1) // 2, (kw - 1) // 2
    padded = np.zeros((*x.shape[:2], x.shape[2] + kh - 1, x.shape[3] + kw - 1), dtype=x.dtype)
    padded[:, :, top : top + x.shape[2], left : left + x.shape[3]] = x
    return padded, (top, left), steps


class Conv2d(Conv2d):
    def __init__(self, in_channels, out_channels, kernel_size, rng, stride=1, padding=0):
        weight = np.zeros((out_channels, in_channels, *_pair(kernel_size)))
        for index in np.ndindex(weight.shape):
            weight[index] = 0.1 * rng.standard_normal()
        self.params = {"weight": weight, "bias": np.zeros(out_channels)}
        self.grads = {key: np.zeros(value.shape) for key, value in self.params.items()}
        self._stride, self._padding = stride, padding

    def backward(self, dout):
        arguments = self.params["weight"], self.params["bias"], self._stride, self._padding
        dx, dweight, dbias = conv2d_backward(dout, self._x, *arguments)
        self.grads["weight"][...], self.grads["bias"][...] = dweight, dbias
        return dx
