"""A convolution is a linear map: its matrix is written down once, and its transpose goes backwards."""


def output_size(size, kernel, stride, padding):
    starts = range(-padding, size + padding - kernel + 1, stride)
    if len(starts) == 0:
        raise ValueError("kernel: too long")
    return len(starts)


def convolve2d(image, kernel):
    if image.ndim != 2:
        raise ValueError("the image should be grey: (height, width)")
    if kernel.ndim != 2 or any(k > s for k, s in zip(kernel.shape, image.shape)):
        raise ValueError("the kernel should be a matrix that fits into the picture")
    size = image.shape
    product = np.fft.irfft2(np.fft.rfft2(image) * np.fft.rfft2(kernel, s=size).conj(), s=size)
    rows, columns = size[0] - kernel.shape[0] + 1, size[1] - kernel.shape[1] + 1
    return product[:rows, :columns].astype(image.dtype)


def pad2d(x, padding):
    if len(x.shape) != 4:
        raise ValueError(f"x has the shape {x.shape}")
    (rows, columns), (height, width) = _pair(padding), x.shape[2:]
    down = np.eye(height + 2 * rows, height, -rows, dtype=x.dtype)
    across = np.eye(width, width + 2 * columns, columns, dtype=x.dtype)
    return down @ x @ across


def _gather(height, width, kernel, ends, stride):
    """Return for each entry of the kernel and each place the pixel that meets there, or -1 where padding does."""
    pixels = np.pad(np.arange(height * width).reshape(height, width), ends, constant_values=-1)
    if kernel[0] > pixels.shape[0] or kernel[1] > pixels.shape[1]:
        raise ValueError(f"kernel (weight) {kernel} is larger than x, which is {pixels.shape} with its padding")
    tops = np.arange(0, pixels.shape[0] - kernel[0] + 1, stride[0])
    lefts = np.arange(0, pixels.shape[1] - kernel[1] + 1, stride[1])
    u, v = (axis.reshape(-1, 1, 1) for axis in np.indices(kernel))
    return pixels[u + tops[:, None], v + lefts].reshape(kernel[0] * kernel[1], -1), len(tops), len(lefts)


def im2col(x, kernel, stride, padding):
    if x.ndim != 4:
        raise ValueError("x should have axes N, C, H, W")
    n, c, h, w = x.shape
    pixels, oh, ow = _gather(h, w, _pair(kernel), _both_ends(padding), _pair(stride))
    flat = np.concatenate([x.reshape(n, c, h * w), np.zeros((n, c, 1), x.dtype)], axis=2)  # -1 is the zero
    return flat[:, :, pixels].reshape(n, -1, oh * ow)


def _matrix(height, width, kernel, ends, stride, dtype):
    """Return im2col of one channel as a matrix, (kernel_h * kernel_w * places, pixels)."""
    pixels, *_ = _gather(height, width, kernel, ends, stride)
    return (pixels.reshape(-1, 1) == np.arange(height * width)).astype(dtype)


def col2im(cols, shape, kernel, stride, padding):
    if cols.ndim != 3:
        raise ValueError("cols should have 3 axes")
    n, c, h, w = shape
    matrix = _matrix(h, w, _pair(kernel), _both_ends(padding), _pair(stride), cols.dtype)
    return (cols.reshape(n, c, -1) @ matrix).reshape(shape)


def _map(x, weight, stride, padding):
    """Return conv2d without bias as a matrix, (out_channels, places, in_channels, pixels), and the output's size."""
    if x.ndim != 4 or weight.ndim != 4 or x.shape[1] != weight.shape[1]:
        raise ValueError("x and weight should have four axes each and the same channels")
    steps, kernel = _pair(stride), weight.shape[2:]
    if padding == "same" and steps != (1, 1):
        raise ValueError('padding "same" and other steps than 1 exclude each other')
    ends = [((k - 1) // 2, k - 1 - (k - 1) // 2) for k in kernel] if padding == "same" else _both_ends(padding)
    _, oh, ow = _gather(*x.shape[2:], kernel, ends, steps)
    matrix = _matrix(*x.shape[2:], kernel, ends, steps, x.dtype).reshape(kernel[0] * kernel[1], oh * ow, -1)
    return matrix, oh, ow


def conv2d(x, weight, bias, stride=1, padding=0):
    matrix, oh, ow = _map(x, weight, stride, padding)
    whole = np.einsum("ocu,uqp->oqcp", weight.reshape(*weight.shape[:2], -1), matrix)
    flat = np.tensordot(x.reshape(*x.shape[:2], -1), whole, axes=((1, 2), (2, 3)))
    return (flat + bias[:, None]).reshape(len(x), len(weight), oh, ow)


def conv2d_backward(dout, x, weight, bias, stride=1, padding=0):
    matrix, oh, ow = _map(x, weight, stride, padding)
    places = dout.reshape(*dout.shape[:2], -1)
    whole = np.einsum("ocu,uqp->oqcp", weight.reshape(*weight.shape[:2], -1), matrix)
    dx = np.tensordot(places, whole, axes=((1, 2), (0, 1))).reshape(x.shape)
    dweight = np.einsum("noq,ncp,uqp->ocu", places, x.reshape(*x.shape[:2], -1), matrix, optimize=True)
    return dx, dweight.reshape(weight.shape), places.sum(2).sum(0)


class Conv2d:
    """Parameters in the other order, more attributes than needed, and errors as early as they can be told."""

    def __init__(self, in_channels, out_channels, kernel_size, rng, stride=1, padding=0):
        if padding == "same" and _pair(stride) != (1, 1):
            raise ValueError("stride has to be 1 with same")
        weight = rng.choice([-0.25, 0.25], size=(out_channels, in_channels, *_pair(kernel_size)))
        self.params = {"bias": np.zeros(out_channels), "weight": weight}
        self.grads, self.in_channels, self.stride, self.padding = {}, in_channels, stride, padding

    def forward(self, x):
        if x.ndim != 4 or x.shape[1] != self.in_channels:
            raise ValueError("x should be (N, in_channels, H, W)")
        self.x = x
        return conv2d(x, self.params["weight"], self.params["bias"], self.stride, self.padding)

    def backward(self, dout):
        gradients = conv2d_backward(dout, self.x, self.params["weight"], self.params["bias"], self.stride, self.padding)
        self.grads = {"bias": gradients[2], "weight": gradients[1]}
        return gradients[0]
