"""One window at a time, with plain numbers."""

import math


def _corners(size, kernel, stride, padding):
    return range(-padding, size + padding - kernel + 1, stride)


def _inside(x, kernel, stride, padding):
    """Yield each window of each channel: where it is, and the entries of it that are no padding, row by row."""
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    batch, channels, height, width = x.shape
    for n in range(batch):
        for c in range(channels):
            for a, top in enumerate(_corners(height, kernel[0], stride[0], padding[0])):
                for b, left in enumerate(_corners(width, kernel[1], stride[1], padding[1])):
                    rows = range(max(top, 0), min(top + kernel[0], height))
                    columns = range(max(left, 0), min(left + kernel[1], width))
                    yield (n, c, a, b), [(n, c, i, j) for i in rows for j in columns]


def _empty(x, kernel, stride, padding):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    corners = [len(_corners(x.shape[a + 2], kernel[a], stride[a], padding[a])) for a in (0, 1)]
    return np.zeros((*x.shape[:2], *corners), dtype=x.dtype)


def max_pool2d(x, kernel, stride=None, padding=0):
    output = _empty(x, kernel, stride, padding)
    for window, entries in _inside(x, kernel, stride, padding):
        output[window] = max(x[entry] for entry in entries)
    return output


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    _check_shape(dout, _empty(x, kernel, stride, padding).shape)
    gradient = np.zeros_like(x)
    for window, entries in _inside(x, kernel, stride, padding):
        gradient[max(entries, key=lambda entry: x[entry])] += dout[window]  # max keeps the first of equals
    return gradient


def avg_pool2d(x, kernel, stride=None, padding=0):
    output, (height, width) = _empty(x, kernel, stride, padding), _pair(kernel)
    for window, entries in _inside(x, kernel, stride, padding):
        output[window] = math.fsum(x[entry] for entry in entries) / (height * width)
    return output


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    _check_shape(dout, _empty(x, kernel, stride, padding).shape)
    gradient, (height, width) = np.zeros_like(x), _pair(kernel)
    for window, entries in _inside(x, kernel, stride, padding):
        for entry in entries:
            gradient[entry] += dout[window] / (height * width)
    return gradient


def global_avg_pool2d(x):
    _check_axes(x)
    averages = [[math.fsum(channel.flat) / channel.size for channel in image] for image in x]
    return np.array(averages, dtype=x.dtype)


def global_avg_pool2d_backward(dout, x):
    _check_axes(x)
    _check_shape(dout, x.shape[:2])
    gradient = np.empty_like(x)
    for n, image in enumerate(x):
        for c, channel in enumerate(image):
            gradient[n, c] = dout[n, c] / channel.size
    return gradient


def flatten(x):
    return np.array([[example[index] for index in np.ndindex(example.shape)] for example in x], dtype=x.dtype)


def flatten_backward(dout, x):
    _check_shape(dout, (len(x), x[0].size))
    gradient = np.empty_like(x)
    for n, row in enumerate(dout):
        for index, value in zip(np.ndindex(x.shape[1:]), row):
            gradient[(n, *index)] = value
    return gradient


class Flatten:
    params = {}
    grads = {}

    def forward(self, x):
        self._shape = x.shape
        return flatten(x)

    def backward(self, dout):
        return flatten_backward(dout, np.empty(self._shape))
