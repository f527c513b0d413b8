"""Pooling along one direction and then the other; averages as products with a matrix of shares, maxima by masks."""


def _shares(size, kernel, stride, padding, dtype):
    """Return (out, size): the share of each row (or column) of the bare image in the average of each window."""
    begins = np.arange(0, size + 2 * padding - kernel + 1, stride)[:, None] - padding
    place = np.arange(size)
    return ((begins <= place) & (place < begins + kernel)).astype(dtype) / kernel


def _both(x, kernel, stride, padding):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    return [_shares(x.shape[a + 2], kernel[a], stride[a], padding[a], x.dtype) for a in (0, 1)]


def avg_pool2d(x, kernel, stride=None, padding=0):
    rows, columns = _both(x, kernel, stride, padding)
    return rows @ x @ columns.T


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    rows, columns = _both(x, kernel, stride, padding)
    _check_shape(dout, (*x.shape[:2], len(rows), len(columns)))
    return np.einsum("ai,ncab,bj->ncij", rows, dout, columns)


def max_pool2d(x, kernel, stride=None, padding=0):
    rows, columns = (shares > 0 for shares in _both(x, kernel, stride, padding))
    tall = np.stack([x[:, :, row].max(axis=2) for row in rows], axis=2)
    return np.stack([tall[..., column].max(axis=3) for column in columns], axis=3)


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    rows, columns = (shares > 0 for shares in _both(x, kernel, stride, padding))
    _check_shape(dout, (*x.shape[:2], len(rows), len(columns)))
    gradient = np.zeros(x.shape, x.dtype)
    for a, row in enumerate(rows):
        for b, column in enumerate(columns):
            i, j = np.flatnonzero(row), np.flatnonzero(column)
            window = x[:, :, i[0] : i[-1] + 1, j[0] : j[-1] + 1].reshape(*x.shape[:2], -1)
            chosen = np.eye(window.shape[2], dtype=x.dtype)[window.argmax(axis=2)] * dout[:, :, a, b, None]
            gradient[:, :, i[0] : i[-1] + 1, j[0] : j[-1] + 1] += chosen.reshape(*x.shape[:2], len(i), len(j))
    return gradient


def global_avg_pool2d(x):
    _check_axes(x)
    return x.reshape(*x.shape[:2], -1) @ np.full(x.shape[2] * x.shape[3], 1 / (x.shape[2] * x.shape[3]), x.dtype)


def global_avg_pool2d_backward(dout, x):
    _check_axes(x)
    return avg_pool2d_backward(_columns(dout, x), x, x.shape[2:])


def _columns(dout, x):
    _check_shape(dout, x.shape[:2])
    return dout[:, :, np.newaxis, np.newaxis]


class AvgPool2d:
    def __init__(self, kernel, stride=None, padding=0):
        self.kernel, self.stride, self.padding = kernel, stride, padding

    @property
    def params(self):
        return {}

    @property
    def grads(self):
        return {}

    def forward(self, x):
        self.rows, self.columns = _both(x, self.kernel, self.stride, self.padding)
        return self.rows @ x @ self.columns.T

    def backward(self, dout):
        return self.rows.T @ dout @ self.columns
