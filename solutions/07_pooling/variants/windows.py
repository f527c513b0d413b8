"""All windows as one view with six axes, argmax, index arrays; the layers keep what backward needs and not the input."""

from numpy.lib.stride_tricks import sliding_window_view


def _views(x, kernel, stride, padding, value):
    """Return the windows, (N, C, out_h, out_w, kernel_h * kernel_w)."""
    kernel, stride, (top, left) = _checked(x, kernel, stride, padding)
    padded = np.full((*x.shape[:2], x.shape[2] + 2 * top, x.shape[3] + 2 * left), value, dtype=x.dtype)
    padded[:, :, top : top + x.shape[2], left : left + x.shape[3]] = x
    views = sliding_window_view(padded, kernel, axis=(2, 3))[:, :, :: stride[0], :: stride[1]]
    return views.reshape(*views.shape[:4], -1)


def _targets(x, kernel, stride, padding):
    """Return the place in the flattened image of every entry of every window, -1 for padding."""
    _check_axes(x)
    places = np.arange(x.shape[2] * x.shape[3]).reshape(1, 1, *x.shape[2:])
    return _views(places, kernel, stride, padding, -1)[0, 0]


def _scattered(shares, targets, x):
    """Add up shares, (N, C, ...), at their targets, which have the same shape or that without N and C."""
    height, width = x.shape[2:]
    gradient = np.zeros((*x.shape[:2], height * width + 1), dtype=x.dtype)  # the last entry is the padding's
    images, channels = np.ogrid[: x.shape[0], : x.shape[1]]
    np.add.at(gradient, (images[..., None, None, None], channels[..., None, None, None], targets), shares)
    return gradient[:, :, :-1].reshape(x.shape)


def max_pool2d(x, kernel, stride=None, padding=0):
    return _views(x, kernel, stride, padding, np.finfo(x.dtype).min).max(axis=-1)


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    views = _views(x, kernel, stride, padding, np.finfo(x.dtype).min)
    _check_shape(dout, views.shape[:4])
    winners = views.argmax(axis=-1)[..., None]
    targets = np.take_along_axis(np.broadcast_to(_targets(x, kernel, stride, padding), views.shape), winners, axis=-1)
    return _scattered(dout[..., None], targets, x)


def avg_pool2d(x, kernel, stride=None, padding=0):
    return _views(x, kernel, stride, padding, 0).mean(axis=-1)


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    targets = _targets(x, kernel, stride, padding)
    _check_shape(dout, (*x.shape[:2], *targets.shape[:2]))
    return _scattered(dout[..., None] / targets.shape[2], targets, x)


def global_avg_pool2d(x):
    _check_axes(x)
    return np.einsum("nchw->nc", x) / (x.shape[2] * x.shape[3])


def global_avg_pool2d_backward(dout, x):
    _check_axes(x)
    _check_shape(dout, x.shape[:2])
    share = dout / np.prod(x.shape[2:], dtype=x.dtype)
    return np.broadcast_to(share[..., None, None], x.shape)  # a view that cannot be written to


def flatten(x):
    return np.concatenate([example.reshape(1, -1) for example in x])


def flatten_backward(dout, x):
    _check_shape(dout, (len(x), x.size // len(x)))
    return np.array(np.split(dout.ravel(), len(x))).reshape(x.shape, copy=True)


class Flatten(Flatten):
    def forward(self, x):
        self._shape = x.shape
        return x.reshape(x.shape[0], -1)

    def backward(self, dout):
        return dout.reshape(self._shape)


class MaxPool2d(MaxPool2d):
    def forward(self, x):
        output = max_pool2d(x, *self._window)
        views = _views(x, *self._window, np.finfo(x.dtype).min)
        self._image, self._first = np.empty_like(x), views.argmax(axis=-1)[..., None]
        return output

    def backward(self, dout):
        targets = _targets(self._image, *self._window)
        targets = np.broadcast_to(targets, (*dout.shape, targets.shape[-1]))
        return _scattered(dout[..., None], np.take_along_axis(targets, self._first, axis=-1), self._image)


class AvgPool2d(AvgPool2d):
    def forward(self, x):
        self._image = np.empty_like(x)
        return avg_pool2d(x, *self._window)

    def backward(self, dout):
        return avg_pool2d_backward(dout, self._image, *self._window)
